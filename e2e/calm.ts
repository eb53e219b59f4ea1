/** Before each file: what the one before has left in the notifier's queue is sent, or it would be sent among the next. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

beforeAll(async () => {
  const QueueUrl = sharedWorld().outputs.NotifierQueueUrl;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const lengths = async () =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }))).Attributes ??
    {};
  const isEmpty = async () => Object.values(await lengths()).every((length) => length === '0') || undefined;
  await waitFor('The end of the queue', isEmpty, lengths, 55_000);
});
