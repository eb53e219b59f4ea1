/** Waits until the notifier's queue is empty, with nothing in flight. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const COUNTS = ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'] as const;

/** A function that is started anew while a message is in flight keeps it invisible for minutes: so before that, too. */
export async function untilDrained(withinMs = 55_000): Promise<void> {
  const QueueUrl = sharedWorld().outputs.NotifierQueueUrl;
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const lengths = async () =>
    (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...COUNTS] }))).Attributes ??
    {};
  const isEmpty = async () => Object.values(await lengths()).every((length) => length === '0') || undefined;
  await waitFor('The end of the queue', isEmpty, lengths, withinMs);
}
