/** Reads a log group within bounds: whatever was read by then is used. */
import type { LogEvent, LogPage, LogQuery } from '../../../shared/aws/cloudwatch-logs';
import { messageOf } from '../../../shared/errors';
import { withTimeout } from '../../../shared/with-timeout';
import { logsWords } from '../../../shared/words/logs';

export type ReadPage = (query: LogQuery, token: string | undefined, signal: AbortSignal) => Promise<LogPage>;

/** `more` lie in the log than were read; `problem` is why, unless there were simply too many. */
export type GroupLog = { group: string; events: LogEvent[]; more: boolean; problem: string | undefined };

export const READ_LIMITS = { events: 2_000, characters: 1_000_000 } as const;

/**
 * What an error of CloudWatch Logs means. @see
 * https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_FilterLogEvents.html
 */
export function explainLogError(error: unknown): string {
  const words = logsWords();
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'ResourceNotFoundException':
      return words.noGroup;
    case 'AccessDeniedException':
      return words.noAccess;
    case 'ThrottlingException':
    case 'LimitExceededException':
      return words.throttling;
    default:
      return messageOf(error);
  }
}

/** The stream itself, or one whose name goes on behind a character that ends a word, as in `i-0a1b-error`. */
const isOf = (prefix: string | undefined, stream: string): boolean =>
  prefix === undefined || (stream.startsWith(prefix) && !/^[A-Za-z0-9]/.test(stream.slice(prefix.length)));

/** All pages of the group, up to the bounds and so many milliseconds. Never throws. */
export async function readGroup(query: LogQuery, readPage: ReadPage, ms: number): Promise<GroupLog> {
  const { group, streamPrefix } = query;
  const events: LogEvent[] = [];
  let characters = 0;
  let more = true;
  /** @returns false when the bounds are reached */
  const take = (event: LogEvent): boolean => {
    if (!isOf(streamPrefix, event.stream)) return true;
    characters += event.message.length;
    if (events.length >= READ_LIMITS.events || characters > READ_LIMITS.characters) return false;
    events.push(event);
    return true;
  };
  const readAll = async (signal: AbortSignal): Promise<void> => {
    let token: string | undefined;
    do {
      const page = await readPage(query, token, signal);
      if (signal.aborted || !page.events.every(take)) return;
      token = page.next;
    } while (token !== undefined);
    more = false;
  };
  try {
    await withTimeout(ms, readAll);
    return { group, events, more, problem: undefined };
  } catch (error) {
    return { group, events, more, problem: explainLogError(error) };
  }
}
