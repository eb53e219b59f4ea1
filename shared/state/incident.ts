/**
 * What is known of an incident: which changes people were notified of, and its newest state. No two changes of one incident
 * are delivered at once, so that the newest message about it is true: the lock is in shared/aws/incident-table.ts.
 */
import type { Severity } from '../notification';
import type { AlarmState } from '../parsing/alarm';
import { DAY_MS, SECOND_MS } from '../text/duration';

/** A change of state; `at` in ms since 1970. */
export type KnownChange = { at: number; state: AlarmState; severity: Severity };

/** What people were last notified of beside the changes: how a restart ended. `at` in ms since 1970. */
export type KnownAct = { at: number; what: string };

/**
 * `notified` holds the id of what every receiver has, and `<id>|<receiver>` of what some have. `newest` is the newest
 * change there is, whether people were notified of it or not; `newestNotified` the newest of those they were.
 */
export type IncidentEntry = {
  notified: string[];
  newest: KnownChange | undefined;
  newestNotified: KnownChange | undefined;
  act: KnownAct | undefined;
};

export const NO_ENTRY: IncidentEntry = {
  notified: [],
  newest: undefined,
  newestNotified: undefined,
  act: undefined,
};

/** Longer than the notifier may run, shorter than Lambda's first retry, which comes after a minute. */
export const INCIDENT_LEASE_MS = 45 * SECOND_MS;
/** A lease that ends later than this was taken by a clock that is wrong, and is none. */
export const MAX_LEASE_AHEAD_MS = 120 * SECOND_MS;

/**
 * From its last claim on, an entry is kept so long: an OK is news however long the alarm rings, and what was put back out of
 * the dead letters, which are kept for 14 days after up to 4 in the queue, must not be the last word.
 */
export const INCIDENT_KEPT_MS = 30 * DAY_MS;

/**
 * The more there are, the more each change of the entry costs. An alarm that changes every 7 minutes has as many changes a
 * day. Others are what people were notified of beside: of a restart the id does not say when it was.
 */
const MAX_REMEMBERED = { changes: 200, others: 50 };

/** SNS and EventBridge may stamp one change apart. */
const SAME_CHANGE_MS = SECOND_MS;

/** Of `1646190684518:ALARM` or `1646190684518:ALARM|slack`; not of other ids. */
function changeIn(element: string): { at: number; state: string } | undefined {
  const [, at, state] = /^(\d+):(OK|ALARM|INSUFFICIENT_DATA)(?:\||$)/.exec(element) ?? [];
  return at && state ? { at: Number(at), state } : undefined;
}

/** Whether two ids are one change of state, within a second of each other. */
export function isSameChange(one: string, other: string): boolean {
  if (one === other) return true;
  if (one.includes('|') || other.includes('|')) return false;
  const [first, second] = [changeIn(one), changeIn(other)];
  if (!first || !second || first.state !== second.state) return false;
  return Math.abs(first.at - second.at) <= SAME_CHANGE_MS;
}

/**
 * Which of the ids are the same change as this one. Where another state came between, two changes are two, however close
 * they are.
 */
export function samesIn(ids: string[], id: string): string[] {
  const own = changeIn(id);
  if (!own) return ids.filter((one) => one === id);
  const changes = ids.map(changeIn);
  const isBetween = (at: number): boolean =>
    changes.some(
      (one) =>
        one !== undefined &&
        one.state !== own.state &&
        one.at > Math.min(at, own.at) &&
        one.at < Math.max(at, own.at),
    );
  return ids.filter(
    (one, index) => one === id || (isSameChange(one, id) && !isBetween(changes[index]?.at ?? 0)),
  );
}

/** `1646190684518:ALARM|slack` → `1646190684518:ALARM` and `slack` */
function partsOf(element: string): { id: string; receiver: string | undefined } {
  const [, id = element, receiver] = /^(.*)\|(slack|subscribers|sms)$/s.exec(element) ?? [];
  return { id, receiver };
}

/**
 * Which of the receivers have it already.
 * @param beside the ids that come together with it: another state may be among them, between it and what they have
 */
export function receiversOf<R extends string>(
  id: string,
  receivers: R[],
  { notified }: IncidentEntry,
  beside: string[] = [],
): R[] {
  const parts = notified.map(partsOf);
  const sames = new Set(samesIn([...parts.map((part) => part.id), ...beside], id));
  const known = parts.filter((part) => sames.has(part.id));
  if (known.some(({ receiver }) => receiver === undefined)) return receivers;
  return receivers.filter((one) => known.some(({ receiver }) => receiver === one));
}

/** Whether a known change came after this one, and is not the same, stamped apart. */
export const isAfter = (known: KnownChange, { at, state }: Pick<KnownChange, 'at' | 'state'>): boolean =>
  known.at > at && !(known.state === state && known.at - at <= SAME_CHANGE_MS);

/** Of several at the same time the last. */
export const newestOf = (changes: (KnownChange | undefined)[]): KnownChange | undefined =>
  changes.reduce((newest, change) => (change && change.at >= (newest?.at ?? 0) ? change : newest), undefined);

/** The entry with one more change known, of which people are notified or not. */
export function withChange(entry: IncidentEntry, change: KnownChange, isNotified: boolean): IncidentEntry {
  const newest = newestOf([entry.newest, change]);
  // Who is notified of an older change reads of the newest as well.
  return { ...entry, newest, newestNotified: isNotified ? newest : entry.newestNotified };
}

/** The entry once these receivers have it; `isComplete` when nobody else is to get it. */
export function withNotified(
  entry: IncidentEntry,
  id: string,
  { receivers, isComplete }: { receivers: string[]; isComplete: boolean },
): IncidentEntry {
  const others = entry.notified.filter((element) => element !== id && !element.startsWith(`${id}|`));
  const own = isComplete ? [id] : receivers.map((receiver) => `${id}|${receiver}`);
  return { ...entry, notified: [...others, ...own] };
}

/** The oldest changes are forgotten, and some of the others when they are too many; but never what was delivered just now. */
export function pruned(entry: IncidentEntry, ids: string[]): IncidentEntry {
  const isOwn = (element: string): boolean =>
    ids.some((id) => element === id || element.startsWith(`${id}|`));
  const rank = (element: string): number =>
    isOwn(element) ? Number.MAX_SAFE_INTEGER : Number(/^(\d+):/.exec(element)?.[1] ?? 0);
  const kept = (elements: string[], most: number): string[] =>
    elements.toSorted((one, other) => rank(other) - rank(one)).slice(0, most);
  const changes = entry.notified.filter((element) => changeIn(element) !== undefined);
  const others = entry.notified.filter((element) => changeIn(element) === undefined);
  const notified = [...kept(changes, MAX_REMEMBERED.changes), ...kept(others, MAX_REMEMBERED.others)];
  return { ...entry, notified };
}
