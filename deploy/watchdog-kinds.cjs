/** What can be wrong with the service itself. docs/operations.md has a section for each. */

/**
 * `metric` is namespace, name and statistic; `from` how much of it in five minutes is an alarm; `means` what has happened to
 * the resource of this name; `first` what to do first.
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

module.exports = { KINDS };
