/** Reads what CloudWatch remembers of all alarms of an account in a region. It asks for two operations, both of which only read. */
import type { AlarmType } from '@aws-sdk/client-cloudwatch';
import { parseArn } from '../../shared/aws/arn';
import { pacer } from '../../shared/aws/pacer';
import { alarmPages, historyPages } from '../aws/cloudwatch-history';
import { daysBefore, inOrder } from './collect';
import { parseAlarm } from './parse-alarm';
import { parseChange } from './parse-change';
import type { AlarmKind, AlarmRecord, ChangeRecord, Reading } from './reading';

/**
 * Half of what CloudWatch takes from an account in a region, 9 and 20 requests a second: the rest is left to others.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const PER_SECOND = { alarms: 4, history: 10 };

const KINDS: [type: AlarmType, kind: AlarmKind][] = [
  ['MetricAlarm', 'metric'],
  ['CompositeAlarm', 'composite'],
  ['LogAlarm', 'log'],
];
/** Changes of contributors are told apart from those of their alarm. */
const ITEMS = ['StateUpdate', 'AlarmContributorStateUpdate'] as const;

const live = {
  alarmPages,
  historyPages,
  paces: { alarms: pacer(PER_SECOND.alarms), history: pacer(PER_SECOND.history) },
};
export type ReadDeps = typeof live;

/** What was read so far. */
export type Progress = { alarms: number; changes: number };

/** `known` are those that are what they should be. */
type Read<Known> = { known: Known[]; unread: number };

/** `seen` is called after each page. */
async function readPages<Known>(
  into: Read<Known>,
  pages: AsyncIterable<unknown[]>,
  parse: (record: unknown) => Known | undefined,
  seen: () => void,
): Promise<void> {
  for await (const page of pages) {
    for (const record of page) {
      const one = parse(record);
      if (one) into.known.push(one);
      else into.unread += 1;
    }
    seen();
  }
}

/** Where the alarms are, as they say themselves. */
function placeOf(alarms: AlarmRecord[], region: string): Pick<Reading, 'account' | 'region'> {
  const [place] = alarms.flatMap(({ arn }) => parseArn(arn) ?? []);
  return { account: place?.account ?? '', region: place?.region || region };
}

/** @param region the one that is asked @throws what AWS refuses */
export async function readHistory(
  { days, region, now }: { days: number; region: string; now: Date },
  seen: (progress: Progress) => void = () => undefined,
  { alarmPages, historyPages, paces }: ReadDeps = live,
): Promise<Reading> {
  const to = now.toISOString();
  const from = daysBefore(to, days);
  const alarms: Read<AlarmRecord> = { known: [], unread: 0 };
  const changes: Read<ChangeRecord> = { known: [], unread: 0 };
  const report = () => seen({ alarms: alarms.known.length, changes: changes.known.length });
  for (const [type, kind] of KINDS) {
    await readPages(alarms, alarmPages(type, paces.alarms), (one) => parseAlarm(kind, one), report);
  }
  for (const [type, kind] of KINDS) {
    for (const item of ITEMS) {
      const pages = historyPages({ type, item, from: new Date(from), to: now }, paces.history);
      await readPages(changes, pages, (one) => parseChange(kind, one), report);
    }
  }
  const ordered = inOrder(changes.known, { from, to });
  return {
    version: 1,
    ...placeOf(alarms.known, region),
    ...{ from, to, alarms: alarms.known, changes: ordered.changes },
    unread: alarms.unread + changes.unread + ordered.outside,
  };
}
