/** Subscribes the functions to the operator's own alarm topics (`existingTopics` in config/), as to `alerts`. */

/** The functions that listen on `alerts`, by logical id, and which of resources/filters.yml lets their messages through. */
const LISTENERS = [
  { id: 'SlackNotifier' },
  { id: 'ProcessRestarter', filter: 'processDown' },
  { id: 'CpuAlerter', filter: 'withLogs' },
];

/** Logical ids are letters and digits; two topics of the same name may lie in two regions. */
const idOf = (topicArn) =>
  topicArn
    .split(':')
    .slice(3)
    .join('')
    .replace(/[^A-Za-z0-9]/g, '');

const subscribe = ({ id, filter }, topicArn, filters) => ({
  [`${id}SubscriptionTo${idOf(topicArn)}`]: {
    Type: 'AWS::SNS::Subscription',
    Properties: {
      TopicArn: topicArn,
      Region: topicArn.split(':')[3],
      Protocol: 'lambda',
      Endpoint: { 'Fn::GetAtt': [`${id}LambdaFunction`, 'Arn'] },
      ...(filter && { FilterPolicyScope: 'MessageBody', FilterPolicy: filters[filter] }),
    },
  },
  [`${id}PermissionFor${idOf(topicArn)}`]: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      FunctionName: { 'Fn::GetAtt': [`${id}LambdaFunction`, 'Arn'] },
      Action: 'lambda:InvokeFunction',
      Principal: 'sns.amazonaws.com',
      SourceArn: topicArn,
    },
  },
});

module.exports = async ({ resolveVariable }) => {
  const topics = await resolveVariable('self:custom.stage.config.existingTopics');
  const filters = await resolveVariable('file(./resources/filters.yml)');
  const resources = topics.flatMap((topicArn) =>
    LISTENERS.map((listener) => subscribe(listener, topicArn, filters)),
  );
  return { Resources: Object.assign({}, ...resources) };
};
