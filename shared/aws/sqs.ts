/** Amazon Simple Queue Service. */
import * as v from 'valibot';
import { type CallOptions, call } from './call';

const OPTIONS: CallOptions = { attempts: 3, timeoutMs: 3_000 };

const urls = new Map<string, string>();
const address = v.object({ QueueUrl: v.string() });
/** Whoever else answers gives no such id. */
const taken = v.object({ MessageId: v.string() });
const nothing = v.object({});

/** The address of the queue of this account, asked for once. */
export async function urlOf(queue: string): Promise<string> {
  const known = urls.get(queue);
  if (known !== undefined) return known;
  const { QueueUrl } = await call('sqs', 'GetQueueUrl', { QueueName: queue }, address, OPTIONS);
  urls.set(queue, QueueUrl);
  return QueueUrl;
}

/**
 * Sends a text of at most 256 kB to the queue of this account, once: whether it was taken is not known of one whose answer is cut.
 * @throws AwsError
 */
export async function sendMessage(queue: string, body: string): Promise<void> {
  const input = { QueueUrl: await urlOf(queue), MessageBody: body };
  await call('sqs', 'SendMessage', input, taken, { ...OPTIONS, repeat: 'unless taken' });
}

/** Others see the message again after so many seconds. @throws AwsError */
export async function setVisibility(
  queue: string,
  { receipt }: { receipt: string },
  seconds = 0,
): Promise<void> {
  const input = { QueueUrl: await urlOf(queue), ReceiptHandle: receipt, VisibilityTimeout: seconds };
  await call('sqs', 'ChangeMessageVisibility', input, nothing, OPTIONS);
}
