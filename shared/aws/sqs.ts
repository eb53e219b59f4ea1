/** Amazon Simple Queue Service. */
import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

let made: SQSClient | undefined;

function client(): SQSClient {
  made ??= new SQSClient({
    maxAttempts: 4,
    useQueueUrlAsEndpoint: false,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000 },
  });
  return made;
}

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
