/** Amazon Simple Queue Service, as far as only commands call it. */
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { lazyClient } from '../../shared/aws/lazy-client';
import { urlOf } from '../../shared/aws/sqs';

const client = lazyClient(SQSClient, { useQueueUrlAsEndpoint: false });

/** How many messages lie in the queue, about. */
export async function queueLength(url: string): Promise<number> {
  const { Attributes = {} } = await client().send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
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

/** Takes the message out for good. */
export async function deleteMessage(queue: string, { receipt }: QueueMessage): Promise<void> {
  await client().send(new DeleteMessageCommand({ QueueUrl: await urlOf(queue), ReceiptHandle: receipt }));
}
