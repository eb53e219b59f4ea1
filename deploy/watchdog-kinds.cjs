/**
 * What can be wrong with the service itself. docs/operations.md has a section for each. Each costs 0.10 USD a month for each
 * resource, and says what no other does: what ends among the dead letters, whoever gave it up, is one kind (docs/decisions.md).
 */

/**
 * `metric` is namespace, name and statistic; `from` how much of it in one period (s) is an alarm, and in how many periods running;
 * `means` what has happened to the resource of this name; `first` what to do first.
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
  'failure-lost': {
    metric: ['AWS/Lambda', 'DestinationDeliveryFailures', 'Sum'],
    from: 1,
    means: (name) => `An event that ${name} could not handle could not be put aside either: it is lost.`,
    first: () =>
      'see whether the role may still write to the failure destination, then what the log says of the event',
  },
  // Counts what SNS, EventBridge, Lambda and the notifier send there, but not what a redrive policy moves.
  // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
  'dead-letters': {
    metric: ['AWS/SQS', 'NumberOfMessagesSent', 'Sum'],
    from: 1,
    period: 60, // The sooner it is over, the sooner the next letter rings anew.
    means: (name) => `Something that was not handled has come to ${name}. It stays there for 14 days.`,
    first: (_, stage) => `run: npm run redrive -- --stage ${stage} --dry-run`,
  },
  unattended: {
    metric: ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', 'Maximum'], // They are out of sight while somebody reads them.
    from: 1,
    periods: 6,
    means: (name) => `Something has lain in ${name} for half an hour.`,
    first: (_, stage) => `run: npm run redrive -- --stage ${stage} --dry-run`,
  },
  backlog: {
    metric: ['AWS/SQS', 'ApproximateAgeOfOldestMessage', 'Maximum'],
    from: 600,
    means: (name) => `A message in ${name} has waited for 10 minutes, longer than all its deliveries take.`,
    first: (_, stage) =>
      `see whether slackNotifier runs at all: npx sls logs -f slackNotifier --stage ${stage}`,
  },
  'not-delivered': {
    metric: ['AWS/SNS', 'NumberOfNotificationsFailed', 'Sum'],
    from: 1,
    means: (name) => `SNS could not deliver a message of the topic ${name} to one of its subscribers.`,
    first: () => 'see which subscription it was; npm run redrive has what was kept',
  },
  // https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
  'not-kept': {
    metric: ['AWS/SNS', 'NumberOfNotificationsFailedToRedriveToDlq', 'Sum'],
    from: 1,
    means: (name) =>
      `SNS could neither deliver a message of the topic ${name} nor keep it as a dead letter: it is lost.`,
    first: () => 'put back what somebody has changed by hand, as is said there',
  },
};

module.exports = { KINDS };
