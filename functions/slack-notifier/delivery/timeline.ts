/** What an alarm did, in order and with its times: so what comes late or in many cannot be mistaken for what is. */

import type { KnownChange } from '../../../shared/state/incident';
import { localMinute, zoneName } from '../../../shared/text/clock';
import { MINUTE_MS } from '../../../shared/text/duration';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';

/** `timeZone` is an IANA name, such as `Asia/Seoul`. */
export type Clock = { now: Date; timeZone: string };

/** `at` in ms since 1970. */
type Change = Pick<KnownChange, 'at' | 'state'>;

/** What is older than this when it is delivered says so. */
const LATE_AFTER_MS = 10 * MINUTE_MS;

export const isOld = (at: number, { now }: Clock): boolean => now.getTime() - at > LATE_AFTER_MS;

/** `12:00`, with the date when that is not today's: `2026-03-02 12:00`. */
export function momentText(at: number, { now, timeZone }: Clock): string {
  const { date, time } = localMinute(at, timeZone);
  return date === localMinute(now, timeZone).date ? time : `${date} ${time}`;
}

/** The zone that a message names which stands alone; a digest names it once. */
export const zoneOf = ({ now, timeZone }: Clock): string => zoneName(timeZone, now);

/** `12:00 KST` */
export const zonedMoment = (at: number, clock: Clock): string => `${momentText(at, clock)} ${zoneOf(clock)}`;

/** Of more changes than this, some in the middle are only counted. */
const MAX_CHANGES = { shown: 8, first: 2, last: 5 };

function shortened(changes: string[]): string[] {
  if (changes.length <= MAX_CHANGES.shown) return changes;
  const left = changes.length - MAX_CHANGES.first - MAX_CHANGES.last;
  return [
    ...changes.slice(0, MAX_CHANGES.first),
    deliveryWords().moreChanges(left),
    ...changes.slice(-MAX_CHANGES.last),
  ];
}

/** The date of each is said once: `2026-03-02 12:00`, `12:01`. */
export function momentTexts(times: number[], clock: Clock): string[] {
  const dateOf = (at: number): string => localMinute(at, clock.timeZone).date;
  return times.map((at, index) => {
    const before = times[index - 1];
    const isSameDay = before !== undefined && dateOf(before) === dateOf(at);
    return isSameDay ? localMinute(at, clock.timeZone).time : momentText(at, clock);
  });
}

/**
 * `12:00 ALARM → 12:01 OK → 12:02 ALARM`
 * @param changes oldest first, at least one
 */
export function timelineText(changes: Change[], clock: Clock): string {
  const moments = momentTexts(
    changes.map(({ at }) => at),
    clock,
  );
  return shortened(changes.map(({ state }, index) => `${moments[index]} ${commonWords().state(state)}`)).join(
    ' → ',
  );
}
