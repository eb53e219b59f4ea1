/**
 * The service's own alarms, for every function, queue, rule and topic of the template, so that none is forgotten. They act
 * on the topic `watchdog`, whose mails pass no function: a notifier that is broken must not be asked to say so.
 * docs/operations.md has a section for each of KINDS.
 */
const { idOf, ofType } = require('./template.cjs');

/** Written in front of every alarm's name; resources/alarm-actions.yml keeps alarms with it from the notifier. */
const PREFIX = 'watchdog';

/**
 * `from` is how much of the metric in five minutes is an alarm; `means` what has happened, about the resource's name;
 * `first` what to do first.
 */
const KINDS = {
  errors: {
    metric: ['AWS/Lambda', 'Errors', 'Sum'],
    from: 1,
    means: (name) => `${name} has thrown, or ran out of time. Lambda tries again, as often as is configured.`,
    first: (name, stage) => `read its log: npx sls logs -f ${name.replace(/^.*-/, '')} --stage ${stage}`,
  },
  throttles: {
    metric: ['AWS/Lambda', 'Throttles', 'Sum'],
    from: 1,
    means: (name) => `Lambda had no concurrency left for ${name}. Events wait and are tried again.`,
    first: () => 'see which function takes the concurrency of the account in this region',
  },
  'given-up': {
    metric: ['AWS/Lambda', 'AsyncEventsDropped', 'Sum'],
    from: 1,
    means: (name) => `Lambda has given up an event of ${name}. It went to the failure destination.`,
    first: (_, stage) =>
      `read the message about it; of the notifier, run: npm run redrive -- --stage ${stage}`,
  },
  'failure-lost': {
    metric: ['AWS/Lambda', 'DestinationDeliveryFailures', 'Sum'],
    from: 1,
    means: (name) => `An event that ${name} could not handle could not be put aside either: it is lost.`,
    first: () =>
      'see whether the role may still write to the failure destination, then what the log says of the event',
  },
  'dead-letters': {
    metric: ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'],
    from: 1,
    means: (name) => `Something lies in ${name} that was not handled. It stays there for 14 days.`,
    first: (_, stage) => `run: npm run redrive -- --stage ${stage} --dry-run`,
  },
  backlog: {
    metric: ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'],
    from: 600,
    means: (name) => `A message in ${name} has waited for 10 minutes, longer than all its deliveries take.`,
    first: (_, stage) =>
      `see whether slackNotifier runs at all: npx sls logs -f slackNotifier --stage ${stage}`,
  },
  'not-invoked': {
    metric: ['AWS/Events', 'FailedInvocations', 'Sum'],
    from: 1,
    means: (name) => `EventBridge could not hand an event of the rule ${name} to its function.`,
    first: () =>
      'deploy again, which restores the permission; then the event comes back with npm run redrive',
  },
  'not-delivered': {
    metric: ['AWS/SNS', 'NumberOfNotificationsFailed', 'Sum'],
    from: 1,
    means: (name) => `SNS could not deliver a message of the topic ${name} to one of its subscribers.`,
    first: () => 'see which subscription it was; npm run redrive has what was kept',
  },
};

/** What a resource's alarms are about: its dimension in CloudWatch, its name, and which kinds of alarm it has. */
const WATCHED = {
  'AWS::Lambda::Function': {
    about: (id, { FunctionName }) => ({ dimension: 'FunctionName', value: { Ref: id }, name: FunctionName }),
    kinds: () => ['errors', 'throttles', 'given-up', 'failure-lost'],
  },
  'AWS::SQS::Queue': {
    about: (id, { QueueName }) => ({
      dimension: 'QueueName',
      value: { 'Fn::GetAtt': [id, 'QueueName'] },
      name: QueueName,
    }),
    kinds: (name) => [/-dead-letters$/.test(name) ? 'dead-letters' : 'backlog'],
  },
  'AWS::Events::Rule': {
    // A rule without a name gets one from CloudFormation.
    about: (id, { Name }) => ({ dimension: 'RuleName', value: { Ref: id }, name: Name ?? id }),
    kinds: () => ['not-invoked'],
  },
  'AWS::SNS::Topic': {
    about: (id, { TopicName }) => ({
      dimension: 'TopicName',
      value: { 'Fn::GetAtt': [id, 'TopicName'] },
      name: TopicName,
    }),
    kinds: () => ['not-delivered'],
  },
};

function alarm({ stack, stage, kind, about: { dimension, value, name }, condition }) {
  const { metric, from, means, first } = KINDS[kind];
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
      Period: 300,
      EvaluationPeriods: 1,
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
