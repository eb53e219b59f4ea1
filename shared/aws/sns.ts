/** Amazon Simple Notification Service. */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { lazyClient } from './lazy-client';

const client = lazyClient(SNSClient, { maxAttempts: 3, timeoutMs: 2_000 });
/**
 * For what people would get twice: one attempt may take as long as anybody waits for it, so that nothing is sent again because
 * its answer is slow. What is refused is, and what is cut off, which SNS may have taken at times.
 */
const patientClient = lazyClient(SNSClient, { maxAttempts: 3, timeoutMs: 5_000 });

/**
 * `subject` is ASCII on one line, below 100 characters; `attributes` are what subscriptions filter by: of several values one is
 * enough. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export type PublishOptions = { subject?: string; attributes?: Record<string, string | string[]> };

const attribute = (value: string | string[]) =>
  typeof value === 'string'
    ? { DataType: 'String', StringValue: value }
    : { DataType: 'String.Array', StringValue: JSON.stringify(value) };

/**
 * Publishes a text of at most 256 kB.
 * @param signal when nobody waits any more. With it nothing is repeated over a slow answer; without it that may be, which is for
 * those who know it again
 */
export async function publish(
  topicArn: string,
  message: string,
  { subject, attributes = {} }: PublishOptions = {},
  signal?: AbortSignal,
): Promise<void> {
  await (signal ? patientClient() : client()).send(
    new PublishCommand({
      TopicArn: topicArn,
      Message: message,
      ...(subject && { Subject: subject }),
      MessageAttributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, attribute(value)]),
      ),
    }),
    signal && { abortSignal: signal },
  );
}

/**
 * Sends one SMS, and repeats nothing over a slow answer.
 * @param phone in E.164, such as +821012345678
 * @param region one that can send SMS, which is not every one
 * @param signal when nobody waits any more
 */
export async function sendSms(
  phone: string,
  text: string,
  region: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  await patientClient(region).send(
    new PublishCommand({
      PhoneNumber: phone,
      Message: text,
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': attribute('Transactional') },
    }),
    { abortSignal: signal },
  );
}
