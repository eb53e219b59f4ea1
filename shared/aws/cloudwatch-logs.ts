/** Amazon CloudWatch Logs. */
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { lazyClient } from './lazy-client';

// So many attempts against throttling, above all.
const client = lazyClient(CloudWatchLogsClient, { maxAttempts: 4, timeoutMs: 5_000 });

/** One line of a log, or several that the agent took for one. */
export type LogEvent = { at: Date; stream: string; message: string };

/** Of which group, of the streams whose names begin so, and from when to when. */
export type LogQuery = { group: string; streamPrefix: string | undefined; from: Date; to: Date };

/** A page may be empty and yet not be the last one: that is the one without `next`. */
export type LogPage = { events: LogEvent[]; next: string | undefined };

/** A page of the events, oldest first. A prefix of streams, other than a stream's name, need not exist. */
export async function filterLogEvents(
  { group, streamPrefix, from, to }: LogQuery,
  token: string | undefined,
  signal: AbortSignal,
): Promise<LogPage> {
  const command = new FilterLogEventsCommand({
    logGroupName: group,
    ...(streamPrefix && { logStreamNamePrefix: streamPrefix }),
    startTime: from.getTime(),
    endTime: to.getTime(),
    ...(token && { nextToken: token }),
  });
  const { events = [], nextToken } = await client().send(command, { abortSignal: signal });
  return {
    events: events.map(({ timestamp = 0, logStreamName = '', message = '' }) => ({
      at: new Date(timestamp),
      stream: logStreamName,
      message,
    })),
    next: nextToken,
  };
}
