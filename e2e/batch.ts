/** What SQS hands to a function: messages that have waited in its queue for so long, without any waiting. */
import { randomUUID } from 'node:crypto';

export const batchOf = (contents: unknown[], waitedMs: number): unknown => ({
  Records: contents.map((content) => ({
    eventSource: 'aws:sqs',
    messageId: randomUUID(),
    receiptHandle: randomUUID(),
    body: JSON.stringify(content),
    attributes: { SentTimestamp: String(Date.now() - waitedMs) },
  })),
});
