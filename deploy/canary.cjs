/** A schedule starts at once: all that the first canary is to pass must be there, or it proves a fault that is none. */
const { ofType } = require('./template.cjs');

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const isNotifier = (arn) => same(arn, { 'Fn::GetAtt': ['SlackNotifierLambdaFunction', 'Arn'] });

/** What lies between the canary's topic and the notifier, by type: whether a resource leads from one to the other. */
const HOPS = {
  'AWS::SNS::TopicPolicy': ({ Topics }, topic) => Topics.some((one) => same(one, topic)),
  'AWS::SNS::Subscription': ({ TopicArn, Endpoint }, topic) => same(TopicArn, topic) && isNotifier(Endpoint),
  'AWS::Lambda::Permission': ({ FunctionName, Principal, SourceArn }, topic) =>
    isNotifier(FunctionName) && Principal === 'sns.amazonaws.com' && same(SourceArn, topic),
};

/** By what the resources say, not by their names, which are osls's. */
function canaryAfterNotifier(template) {
  const { CanaryAlarm, CanarySchedule } = template.Resources;
  const [topic] = CanaryAlarm.Properties.AlarmActions;
  CanarySchedule.DependsOn = Object.entries(HOPS).flatMap(([type, leads]) => {
    const hops = ofType(template, type).filter(([, { Properties }]) => leads(Properties, topic));
    if (hops.length === 0) {
      throw new Error(
        `expected an ${type} between the canary’s topic and slackNotifier, for the canary to wait for`,
      );
    }
    return hops.map(([id]) => id);
  });
}

module.exports = { canaryAfterNotifier };
