/** Who may publish to the topic `alerts`: CloudWatch, and which other services of AWS `publishers` in config/ names. */

/**
 * The name that each has in the topic's policy, and on whose behalf it may publish. A condition that a service does not fill in
 * would silence it, so there are only those that its own page gives.
 */
const PUBLISHERS = {
  // "You can't use Condition blocks in Amazon SNS topic policies for EventBridge."
  // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
  events: { principal: 'events.amazonaws.com' },
  // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
  budgets: {
    principal: 'budgets.amazonaws.com',
    source: 'arn:${AWS::Partition}:budgets::${AWS::AccountId}:*',
  },
  // https://docs.aws.amazon.com/cost-management/latest/userguide/ad-SNS.html
  costalerts: { principal: 'costalerts.amazonaws.com', ofThisAccount: true },
  // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Events.GrantingPermissions.html
  rds: { principal: 'events.rds.amazonaws.com', ofThisAccount: true },
  // No condition there. It publishes within an account alone: "You must specify your own AWS account ID".
  // https://docs.aws.amazon.com/aws-backup/latest/devguide/backup-notifications.html
  backup: { principal: 'backup.amazonaws.com' },
};

const ofThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };

const conditionOf = ({ source, ofThisAccount: isBound }) => ({
  ...((isBound || source) && ofThisAccount),
  ...(source && { ArnLike: { 'aws:SourceArn': { 'Fn::Sub': source } } }),
});

function publisherStatement(name) {
  const Condition = conditionOf(PUBLISHERS[name]);
  return {
    Sid: `Publisher${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    Effect: 'Allow',
    Principal: { Service: PUBLISHERS[name].principal },
    Action: 'sns:Publish',
    Resource: { Ref: 'AlertsTopic' },
    ...(Object.keys(Condition).length > 0 && { Condition }),
  };
}

/** @param publishers names of PUBLISHERS @returns the statements of the policy of `alerts` */
const alertsStatements = (publishers) => [
  {
    Sid: 'AlarmsOfThisAccount',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: 'sns:Publish',
    Resource: { Ref: 'AlertsTopic' },
    Condition: ofThisAccount,
  },
  ...[...new Set(publishers)].map(publisherStatement),
];

module.exports = { PUBLISHERS, alertsStatements };
