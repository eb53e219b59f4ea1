/** Reads what CloudTrail has recorded of the watched buckets. */
import type { LogEvent } from '../../../shared/aws/cloudwatch-logs';
import { EventParseError } from '../../../shared/errors';
import { type DataEvent, parseDataEvent } from '../../../shared/parsing/data-event';
import { type ReadPage, readGroup } from '../logs/read-group';

/**
 * `unread` records are none, and `complaint` says what is wrong with the first of them. `more` and `problem` are those of
 * the log.
 */
export type Accesses = {
  events: DataEvent[];
  unread: number;
  complaint: string;
  more: boolean;
  problem: string | undefined;
};

type Parsed = { events: DataEvent[]; complaints: string[] };

function parsed({ message }: LogEvent): Parsed {
  try {
    return { events: [parseDataEvent(message)], complaints: [] };
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    return { events: [], complaints: [error.message] };
  }
}

/**
 * The calls since `from`. The log is asked by the time at which records came, which is later than the call, so older calls
 * are left out here.
 */
export async function readAccesses(
  { group, from, to }: { group: string; from: Date; to: Date },
  readPage: ReadPage,
  ms: number,
): Promise<Accesses> {
  const log = await readGroup({ group, streamPrefix: undefined, from, to }, readPage, ms);
  const records = log.events.map(parsed);
  const complaints = records.flatMap((record) => record.complaints);
  return {
    events: records.flatMap(({ events }) => events).filter(({ at }) => at >= from),
    unread: complaints.length,
    complaint: complaints[0] ?? '',
    more: log.more,
    problem: log.problem,
  };
}
