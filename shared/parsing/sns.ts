/** What SNS hands to a function: a list of records, each with a message that is JSON or a plain sentence. */
import * as v from 'valibot';
import { maybe, parse, timestamp } from './parse';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
const record = v.pipe(
  v.object({
    Sns: v.object({
      MessageId: v.string(),
      TopicArn: v.string(),
      Subject: maybe(v.string()),
      Message: v.string(),
      // Shown with plain text alone: not worth refusing a message for.
      Timestamp: v.fallback(maybe(timestamp), undefined),
    }),
  }),
  v.transform(({ Sns }) => ({
    messageId: Sns.MessageId,
    topicArn: Sns.TopicArn,
    subject: Sns.Subject,
    message: Sns.Message,
    at: Sns.Timestamp,
  })),
);

const event = v.object({ Records: v.pipe(v.array(record), v.minLength(1)) });

export type SnsRecord = v.InferOutput<typeof record>;

/** The records of an SNS event, at least one. @throws EventParseError */
export const parseSns = (input: unknown): SnsRecord[] => parse(event, input, 'SNS event').Records;

/** The message's content: parsed where it is JSON, the text where it is a plain sentence. */
export function contentOf({ message }: SnsRecord): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return message;
  }
}
