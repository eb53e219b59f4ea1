/** Amazon Simple Queue Service. */
import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { lazyClient } from './lazy-client';

const client = lazyClient(SQSClient, { maxAttempts: 3, timeoutMs: 3_000, useQueueUrlAsEndpoint: false });

const urls = new Map<string, string>();

/** The address of the queue of this account, asked for once. */
export async function urlOf(queue: string): Promise<string> {
  const known = urls.get(queue);
  if (known !== undefined) return known;
  const { QueueUrl = '' } = await client().send(new GetQueueUrlCommand({ QueueName: queue }));
  urls.set(queue, QueueUrl);
  return QueueUrl;
}

/** Sends a text of at most 256 kB to the queue of this account. */
export async function sendMessage(queue: string, body: string): Promise<void> {
  await client().send(new SendMessageCommand({ QueueUrl: await urlOf(queue), MessageBody: body }));
}

/** Others see the message again after so many seconds. */
export async function setVisibility(
  queue: string,
  { receipt }: { receipt: string },
  seconds = 0,
): Promise<void> {
  const QueueUrl = await urlOf(queue);
  await client().send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: seconds }),
  );
}
