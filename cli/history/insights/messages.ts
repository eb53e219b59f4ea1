/** How many messages people would have got, by day and by night. */
import { localMinute } from '../../../shared/text/clock';
import { DAY_MS, HOUR_MS } from '../../../shared/text/duration';
import type { Reading } from '../reading';
import type { Replay } from '../replay-types';
import { msOf } from './rings';

/** In which most people sleep, by the configured clock. */
export const NIGHT = { from: 22, to: 7 } as const;

export function isNight(at: number, timeZone: string): boolean {
  const hour = Number(localMinute(at, timeZone).time.slice(0, 2));
  return hour >= NIGHT.from || hour < NIGHT.to;
}

/** A day there, `2026-03-02`. */
export const dayOf = (at: number, timeZone: string): string => localMinute(at, timeZone).date;

export type Day = { date: string; messages: number; byNight: number };

/** `digests`: of more than one change. `perDay`, `perNight`: with one decimal. `days`: each day of the reading, the oldest first. */
export type Messages = {
  count: number;
  digests: number;
  byNight: number;
  perDay: number;
  perNight: number;
  days: Day[];
};

const tenths = (value: number): number => Math.round(value * 10) / 10;

/** Also days on which nothing happened. Clocks may be put on by an hour: so twice a day is looked. */
function datesOf({ from, to }: Reading, timeZone: string): string[] {
  const dates = new Set<string>();
  for (let at = msOf(from); at < msOf(to); at += 12 * HOUR_MS) dates.add(dayOf(at, timeZone));
  return [...dates.add(dayOf(msOf(to), timeZone))];
}

export function messagesOf(reading: Reading, { messages }: Replay, timeZone: string): Messages {
  const days = new Map(
    datesOf(reading, timeZone).map((date): [string, Day] => [date, { date, messages: 0, byNight: 0 }]),
  );
  for (const { at } of messages) {
    const date = dayOf(at, timeZone);
    const day = days.get(date) ?? { date, messages: 0, byNight: 0 };
    day.messages += 1;
    if (isNight(at, timeZone)) day.byNight += 1;
    days.set(date, day);
  }
  const count = messages.length;
  const byNight = [...days.values()].reduce((sum, day) => sum + day.byNight, 0);
  const length = Math.max(1, (msOf(reading.to) - msOf(reading.from)) / DAY_MS);
  return {
    count,
    digests: messages.filter(({ changes }) => changes > 1).length,
    byNight,
    perDay: tenths(count / length),
    perNight: tenths(byNight / length),
    days: [...days.values()].sort((one, other) => one.date.localeCompare(other.date)),
  };
}
