/** Amazon SQS, for those who read dead letters. */
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';

let made: SQSClient | undefined;

function client(): SQSClient {
  // The region's endpoint and not the URL's host: an emulator's queues have URLs of their own.
  made ??= new SQSClient({ useQueueUrlAsEndpoint: false });
  return made;
}

/** `attributes` are those of whoever sent it; `receipt` is good for taking it out or putting it back. */
export type Message = {
  id: string;
  receipt: string;
  body: string;
  sentAt: Date;
  attributes: Record<string, string>;
};

/** Waits a little for messages and hides them from others for so long. @returns at most 10, none when there are none */
export async function receive(queueUrl: string, hiddenSeconds: number): Promise<Message[]> {
  const { Messages = [] } = await client().send(
    new ReceiveMessageCommand({
      QueueUrl: queueUrl,
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

export async function remove(queueUrl: string, { receipt }: Message): Promise<void> {
  await client().send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt }));
}

/** Others see the message again at once. */
export async function putBack(queueUrl: string, { receipt }: Message): Promise<void> {
  await client().send(
    new ChangeMessageVisibilityCommand({ QueueUrl: queueUrl, ReceiptHandle: receipt, VisibilityTimeout: 0 }),
  );
}

export async function send(queueUrl: string, body: string): Promise<void> {
  await client().send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body }));
}
