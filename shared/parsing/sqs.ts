/** What SQS hands to a function: messages, and how long each has waited. */
import * as v from 'valibot';
import { parse } from './parse';

/** @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const record = v.pipe(
  v.object({
    eventSource: v.literal('aws:sqs'),
    messageId: v.string(),
    body: v.string(),
    receiptHandle: v.string(),
    attributes: v.object({ SentTimestamp: v.pipe(v.string(), v.regex(/^\d+$/)) }),
  }),
  v.transform(({ messageId, body, receiptHandle, attributes }) => ({
    messageId,
    body,
    receipt: receiptHandle,
    sentAt: new Date(Number(attributes.SentTimestamp)),
  })),
);

const event = v.object({ Records: v.pipe(v.array(record), v.minLength(1)) });
const anyEvent = v.object({
  Records: v.pipe(v.array(v.object({ eventSource: v.literal('aws:sqs') })), v.minLength(1)),
});

export type SqsMessage = v.InferOutput<typeof record>;

/** Whether an event comes from a queue. */
export const isSqs = (input: unknown): boolean => v.is(anyEvent, input);

/** The messages of an SQS event, at least one. @throws EventParseError */
export const parseSqs = (input: unknown): SqsMessage[] => parse(event, input, 'SQS event').Records;
