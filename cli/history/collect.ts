/** Puts what was read in order, and cuts it down to what somebody wants to see. */
import { DAY_MS } from '../../shared/text/duration';
import { childrenOf, compositesOf } from './insights/composite';
import { matcherOf } from './name-pattern';
import type { ChangeRecord, Reading } from './reading';

type Span = Pick<Reading, 'from' | 'to'>;

/** The same for what CloudWatch tells twice, as where pages overlap. */
const identityOf = ({ alarm, from, to, reason, contributor }: ChangeRecord): string =>
  JSON.stringify([alarm, from, to, reason, contributor?.id]);

/** Of the sorted changes those that were not there before at the same moment. */
function eachOnce(sorted: ChangeRecord[]): ChangeRecord[] {
  let moment = '';
  const seen = new Set<string>();
  return sorted.filter((change) => {
    if (change.at !== moment) seen.clear();
    moment = change.at;
    const count = seen.size;
    return seen.add(identityOf(change)).size > count;
  });
}

const byTime = (one: ChangeRecord, other: ChangeRecord): number =>
  Number(one.at > other.at) - Number(one.at < other.at);

/** Of a hundred thousand changes the names are few: each is held once. */
function sharingNames(changes: ChangeRecord[]): ChangeRecord[] {
  const names = new Map(changes.map(({ alarm }) => [alarm, alarm]));
  return changes.map((change) => ({ ...change, alarm: names.get(change.alarm) ?? change.alarm }));
}

/**
 * The oldest first, and each once. `outside` are those that the span does not have, such as of a time that is still to
 * come. What leaves the state as it was is no change.
 */
export function inOrder(
  changes: ChangeRecord[],
  { from, to }: Span,
): { changes: ChangeRecord[]; outside: number } {
  const within = changes.filter(({ at }) => from <= at && at <= to);
  const moved = within.filter((change) => change.from !== change.to);
  return { changes: sharingNames(eachOnce(moved.sort(byTime))), outside: changes.length - within.length };
}

/** What somebody wants to see of it: the alarms of a pattern, the last days. */
export type Wanted = { alarm?: string | undefined; days?: number | undefined };

/** So many days before `to`. */
export const daysBefore = (to: string, days: number): string =>
  new Date(Date.parse(to) - days * DAY_MS).toISOString();

/** The alarms that are wanted, and beside them the composite alarms that these are part of. */
const alarmsLike = (
  isWanted: (name: string) => boolean,
  reading: Reading,
): Pick<Reading, 'alarms' | 'composites'> => ({
  alarms: reading.alarms.filter(({ name }) => isWanted(name)),
  composites: compositesOf(reading).filter((one) => !isWanted(one.name) && childrenOf(one).some(isWanted)),
});

/** The part of a reading that is wanted; never more than it has. */
export function narrowed(reading: Reading, { alarm, days }: Wanted): Reading {
  const isWanted = alarm === undefined ? () => true : matcherOf(alarm);
  const since = days === undefined ? reading.from : daysBefore(reading.to, days);
  const from = since > reading.from ? since : reading.from;
  return {
    ...reading,
    from,
    ...(alarm !== undefined && alarmsLike(isWanted, reading)),
    changes: reading.changes.filter((change) => change.at >= from && isWanted(change.alarm)),
  };
}
