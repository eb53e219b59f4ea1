/**
 * What SNS and EventBridge could not deliver is kept: each function has a queue, `<its name>-dead-letters`, and every
 * subscription and every target that leads to the function names that queue, whoever wrote them. So the queue says whom a
 * dead letter was for, which the dead letter itself does not. osls would do this for each event apart, with a queue
 * policy for each, of which SQS keeps only the last.
 */
const { idOf, ofType } = require('./template.cjs');

const RETENTION_S = 14 * 24 * 3_600; // the most there is

const arnOf = (id) => ({ 'Fn::GetAtt': [id, 'Arn'] });

/** Only SNS for these topics and the rules of this account; encrypted by SQS itself, whose key both may use. */
const policy = (queue, topics) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'WhatSnsCouldNotDeliver',
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf(queue),
          Condition: { ArnEquals: { 'aws:SourceArn': topics } },
        },
        {
          Sid: 'WhatEventBridgeCouldNotDeliver',
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: arnOf(queue),
          Condition: {
            ArnLike: {
              'aws:SourceArn': {
                'Fn::Sub': 'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/*',
              },
            },
          },
        },
      ],
    },
  },
});

/** The queue of this name: the notifier's is there already, since its failures go there too. @returns its logical id */
function ensureQueue({ Resources, Outputs }, stack, QueueName) {
  const queues = ofType({ Resources }, 'AWS::SQS::Queue');
  const [found] = queues.find(([, { Properties }]) => Properties.QueueName === QueueName) ?? [];
  if (found) return found;
  const id = `${idOf(QueueName.slice(stack.length + 1).replace(/-dead-letters$/, ''))}DeadLetterQueue`;
  Resources[id] = {
    Type: 'AWS::SQS::Queue',
    Properties: { QueueName, MessageRetentionPeriod: RETENTION_S, SqsManagedSseEnabled: true },
  };
  Outputs[`${id}Url`] = { Description: 'What could not be delivered.', Value: { Ref: id } };
  return id;
}

/** How long an event may wait, by the function's logical id: as long for EventBridge as for Lambda. */
const agesOf = (template) =>
  new Map(
    ofType(template, 'AWS::Lambda::EventInvokeConfig').map(([, { Properties }]) => [
      Properties.FunctionName.Ref,
      Properties.MaximumEventAgeInSeconds,
    ]),
  );

/** SNS takes only a queue that lies where the subscription lies, which is where its topic lies. */
const isHere = ({ Properties }, region) => (Properties.Region ?? region) === region;

/** @param stack the stack's name @param region where it is deployed */
function addDeadLetters(template, { stack, region }) {
  const subscriptions = ofType(template, 'AWS::SNS::Subscription')
    .map(([, subscription]) => subscription)
    .filter((subscription) => isHere(subscription, region));
  const targets = ofType(template, 'AWS::Events::Rule').flatMap(([, { Properties }]) => Properties.Targets);
  const functions = new Map(
    ofType(template, 'AWS::Lambda::Function').map(([id, { Properties }]) => [id, Properties.FunctionName]),
  );
  const ages = agesOf(template);
  const queues = new Set();
  const queueFor = (functionId) => {
    // People by email have one queue together: nothing there goes back by itself.
    const id = ensureQueue(template, stack, `${functions.get(functionId) ?? `${stack}-mail`}-dead-letters`);
    queues.add(id);
    return arnOf(id);
  };
  for (const { Properties } of subscriptions) {
    Properties.RedrivePolicy = { deadLetterTargetArn: queueFor(Properties.Endpoint['Fn::GetAtt']?.[0]) };
  }
  for (const target of targets) {
    const functionId = target.Arn['Fn::GetAtt'][0];
    target.DeadLetterConfig = { Arn: queueFor(functionId) };
    target.RetryPolicy = { MaximumEventAgeInSeconds: ages.get(functionId) };
  }
  const topics = new Map(
    subscriptions.map(({ Properties: { TopicArn } }) => [JSON.stringify(TopicArn), TopicArn]),
  );
  for (const id of queues) template.Resources[`${id}Policy`] = policy(id, [...topics.values()]);
}

module.exports = { addDeadLetters };
