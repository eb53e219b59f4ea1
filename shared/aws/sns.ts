/** Amazon Simple Notification Service. */
import * as v from 'valibot';
import { type CallOptions, call } from './call';

/** For what the notifier knows again: a slow answer is asked for again. */
const KNOWN_AGAIN: CallOptions = { attempts: 3, timeoutMs: 2_000 };
/** For what people would get twice: one attempt may take as long as anybody waits for it. */
const TOLD_ONCE: CallOptions = { attempts: 3, timeoutMs: 5_000, repeat: 'unless taken' };

/**
 * `subject` is ASCII on one line, below 100 characters; `attributes` are what subscriptions filter by: of several values one is
 * enough. @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export type PublishOptions = { subject?: string; attributes?: Record<string, string | string[]> };

/** Whoever else answers gives no such id. */
const taken = v.pipe(v.string(), v.includes('<MessageId>'));

/** As a form has them. @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
const attributeFields = (attributes: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(attributes).flatMap(([name, value], index) => {
      const entry = `MessageAttributes.entry.${index + 1}`;
      const isOne = typeof value === 'string';
      return [
        [`${entry}.Name`, name],
        [`${entry}.Value.DataType`, isOne ? 'String' : 'String.Array'],
        [`${entry}.Value.StringValue`, isOne ? value : JSON.stringify(value)],
      ];
    }),
  );

/**
 * Publishes a text of at most 256 kB.
 * @param signal when nobody waits any more. With it nothing is asked again that may have been taken; without it that may be, which
 * is for those who know it again
 * @throws AwsError
 */
export async function publish(
  topicArn: string,
  message: string,
  { subject, attributes = {} }: PublishOptions = {},
  signal?: AbortSignal,
): Promise<void> {
  const input = {
    TopicArn: topicArn,
    Message: message,
    ...(subject && { Subject: subject }),
    ...attributeFields(attributes),
  };
  await call('sns', 'Publish', input, taken, signal ? { ...TOLD_ONCE, signal } : KNOWN_AGAIN);
}

/**
 * Sends one SMS, and nothing again that may have been taken.
 * @param phone in E.164, such as +821012345678
 * @param region one that can send SMS, which is not every one
 * @param signal when nobody waits any more
 * @throws AwsError
 */
export async function sendSms(
  phone: string,
  text: string,
  region: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const input = {
    PhoneNumber: phone,
    Message: text,
    ...attributeFields({ 'AWS.SNS.SMS.SMSType': 'Transactional' }),
  };
  await call('sns', 'Publish', input, taken, { ...TOLD_ONCE, region, signal });
}
