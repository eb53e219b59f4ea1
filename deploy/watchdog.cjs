/**
 * The service's own alarms, for every function, queue and topic of the template, so that none is forgotten; a rule's fault is
 * a dead letter of its function. They act on the topic `watchdog`, whose mails pass no function: a notifier that is broken must not be asked to say so.
 */
const { idOf, ofType } = require('./template.cjs');
const { KINDS } = require('./watchdog-kinds.cjs');

/** Written in front of every alarm's name; resources/alarm-actions.yml keeps alarms with it from the notifier. */
const PREFIX = 'watchdog';

/** What a resource's alarms are about: its dimension in CloudWatch, its name, and which kinds of alarm it has. */
const WATCHED = {
  'AWS::Lambda::Function': {
    about: (id, { FunctionName }) => ({ dimension: 'FunctionName', value: { Ref: id }, name: FunctionName }),
    // All are throttled together; only an alarm that waits for the notifier is worth a mail.
    kinds: (name) => ['errors', 'failure-lost', ...(/-slackNotifier$/.test(name) ? ['throttles'] : [])],
  },
  'AWS::SQS::Queue': {
    about: (id, { QueueName }) => ({
      dimension: 'QueueName',
      value: { 'Fn::GetAtt': [id, 'QueueName'] },
      name: QueueName,
    }),
    kinds: (name) => (/-dead-letters$/.test(name) ? ['dead-letters', 'unattended'] : ['backlog']),
  },
  'AWS::SNS::Topic': {
    about: (id, { TopicName }) => ({
      dimension: 'TopicName',
      value: { 'Fn::GetAtt': [id, 'TopicName'] },
      name: TopicName,
    }),
    // What does not reach a function is a dead letter; whom others subscribe may have no queue for them.
    kinds: (name) => [/-alerts$/.test(name) ? 'not-kept' : 'not-delivered'],
  },
};

function alarm({ stack, stage, kind, about: { dimension, value, name }, condition }) {
  const { metric, from, period = 300, periods = 1, means, first } = KINDS[kind];
  const [Namespace, MetricName, Statistic] = metric;
  return {
    Type: 'AWS::CloudWatch::Alarm',
    ...(condition && { Condition: condition }),
    Properties: {
      AlarmName: `${stack}-${PREFIX} ${name.replace(`${stack}-`, '').replace(/-dead-letters$/, '')} ${kind}`,
      AlarmDescription: `${means(name)} First: ${first(name, stage)} — More: docs/operations.md#${kind}`,
      AlarmActions: [{ Ref: 'WatchdogTopic' }],
      Namespace,
      MetricName,
      Dimensions: [{ Name: dimension, Value: value }],
      Statistic,
      Period: period,
      EvaluationPeriods: periods,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      Threshold: from,
      TreatMissingData: 'notBreaching',
    },
  };
}

/** @param stack the stack's name, which the names of its functions, queues and topics begin with */
function addWatchdog(template, { stack, stage }) {
  for (const [type, { about, kinds }] of Object.entries(WATCHED)) {
    for (const [id, { Properties, Condition }] of ofType(template, type)) {
      const what = about(id, Properties);
      for (const kind of kinds(what.name)) {
        template.Resources[`Watchdog${idOf(kind)}${id}`] = alarm({
          stack,
          stage,
          kind,
          about: what,
          condition: Condition,
        });
      }
    }
  }
}

module.exports = { addWatchdog };
