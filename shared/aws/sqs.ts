/** Amazon Simple Queue Service. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { lazyClient } from './lazy-client';

const client = lazyClient(SQSClient, { maxAttempts: 3, timeoutMs: 3_000, useQueueUrlAsEndpoint: false });

const urls = new Map<string, string>();

async function urlOf(queue: string): Promise<string> {
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

/** `attributes` are those of whoever sent it; `receipt` is good for taking it out or putting it back. */
export type QueueMessage = {
  id: string;
  receipt: string;
  body: string;
  sentAt: Date;
  attributes: Record<string, string>;
};

/** Waits a little for messages and hides them from others for so long. @returns at most 10, none when there are none */
export async function receiveMessages(queue: string, hiddenSeconds: number): Promise<QueueMessage[]> {
  const { Messages = [] } = await client().send(
    new ReceiveMessageCommand({
      QueueUrl: await urlOf(queue),
      MaxNumberOfMessages: 10,
      VisibilityTimeout: hiddenSeconds,
      WaitTimeSeconds: 1, // Else only some of the servers are asked, and a message may be overlooked.
      MessageAttributeNames: ['All'],
      MessageSystemAttributeNames: ['SentTimestamp'],
    }),
  );
  return Messages.map(
    ({ MessageId = '', ReceiptHandle = '', Body = '', Attributes, MessageAttributes = {} }) => ({
      id: MessageId,
      receipt: ReceiptHandle,
      body: Body,
      sentAt: new Date(Number(Attributes?.SentTimestamp)),
      attributes: Object.fromEntries(
        Object.entries(MessageAttributes).map(([name, { StringValue = '' }]) => [name, StringValue]),
      ),
    }),
  );
}

export async function deleteMessage(queue: string, { receipt }: QueueMessage): Promise<void> {
  await client().send(new DeleteMessageCommand({ QueueUrl: await urlOf(queue), ReceiptHandle: receipt }));
}

/** Others see the message again after so many seconds. */
export async function setVisibility(
  queue: string,
  { receipt }: Pick<QueueMessage, 'receipt'>,
  seconds = 0,
): Promise<void> {
  const QueueUrl = await urlOf(queue);
  await client().send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receipt, VisibilityTimeout: seconds }),
  );
}
