/** For how long each alarm, or each of its contributors, was in ALARM. */
import type { AlarmRecord, ChangeRecord, Reading } from '../reading';

/**
 * Times in ms since 1970. `isOlder`: it rang before the reading begins. `to`: when it left ALARM; `undefined` while it still rings.
 * `reason` is that of the change into ALARM.
 */
export type Ring = {
  alarm: string;
  from: number;
  to: number | undefined;
  isOlder: boolean;
  reason: string;
};

export const msOf = (time: string): number => Date.parse(time);

/** What rings and recovers for itself: an alarm, or one of its contributors. */
export const incidentOf = ({ alarm, contributor }: ChangeRecord): string =>
  contributor ? `${alarm}\n${contributor.id}` : alarm;

/** Without those of alarms whose contributors have their own: such an alarm rings while any of these does. */
export function withoutParents(changes: ChangeRecord[]): ChangeRecord[] {
  const parents = new Set(changes.filter(({ contributor }) => contributor).map(({ alarm }) => alarm));
  return changes.filter(({ alarm, contributor }) => contributor || !parents.has(alarm));
}

/** The changes of one incident as rings; the last one may be open. */
function ringsIn(changes: ChangeRecord[], begin: number): Ring[] {
  const rings: Ring[] = [];
  for (const { alarm, at, from, to, reason } of changes) {
    const open = rings.at(-1)?.to === undefined ? rings.at(-1) : undefined;
    if (to === 'ALARM') {
      if (!open) rings.push({ alarm, from: msOf(at), to: undefined, isOlder: false, reason });
    } else if (open) open.to = msOf(at);
    else if (from === 'ALARM' && rings.length === 0) {
      rings.push({ alarm, from: begin, to: msOf(at), isOlder: true, reason: '' });
    }
  }
  return rings;
}

/** The end of a ring that no change ends: of an alarm that is gone, or well by now, nobody knows more than this. */
function endOf(ring: Ring, alarm: AlarmRecord | undefined): number | undefined {
  if (alarm?.state === 'ALARM') return undefined;
  const changed = alarm?.stateChangedAt === undefined ? ring.from : msOf(alarm.stateChangedAt);
  return Math.max(ring.from, changed);
}

/** Rings since before the reading begins, of which it has no change. */
function olderRing({ state, stateChangedAt, name }: AlarmRecord, begin: number): Ring[] {
  if (state !== 'ALARM') return [];
  const from = stateChangedAt === undefined ? begin : msOf(stateChangedAt);
  return [{ alarm: name, from, to: undefined, isOlder: stateChangedAt === undefined, reason: '' }];
}

/** All of a reading, the oldest first. */
export function ringsOf({ alarms, changes, from }: Reading): Ring[] {
  const begin = msOf(from);
  const known = new Map(alarms.map((one) => [one.name, one]));
  const rings = [...Map.groupBy(withoutParents(changes), incidentOf).values()].flatMap((all) =>
    ringsIn(all, begin),
  );
  for (const ring of rings) ring.to ??= endOf(ring, known.get(ring.alarm));
  const open = new Set(rings.filter(({ to }) => to === undefined).map(({ alarm }) => alarm));
  const older = alarms.filter(({ name }) => !open.has(name)).flatMap((one) => olderRing(one, begin));
  return [...rings, ...older].sort((one, other) => one.from - other.from);
}
