/** Spans of time: how many milliseconds they are, and how people read them. */
import { commonWords } from '../words/common';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** So many ms after the moment. */
export const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** From the largest. */
const UNITS = [
  { unit: 'day', short: 'd', ms: DAY_MS },
  { unit: 'hour', short: 'h', ms: HOUR_MS },
  { unit: 'minute', short: 'min', ms: MINUTE_MS },
  { unit: 'second', short: 's', ms: SECOND_MS },
] as const;

/** `7 s`, `3 min 20 s`, `2 d 1 h`: the two largest units. CloudTrail counts in seconds. */
export function durationText(ms: number): string {
  const { units, lessThanASecond } = commonWords();
  let rest = Math.round(ms / SECOND_MS) * SECOND_MS;
  if (rest < SECOND_MS) return lessThanASecond;
  const parts = UNITS.map((one) => {
    const count = Math.floor(rest / one.ms);
    rest -= count * one.ms;
    return { count, text: count + units[one.short] };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ text }) => text)
    .join(' ');
}

/** `40 s`, `14 min`, `3 h`, `5 d`: the nearest whole number, of hours from two hours on, of days from two days on. */
export function shortDuration(ms: number): string {
  const { units } = commonWords();
  if (ms < MINUTE_MS) return Math.max(1, Math.round(ms / SECOND_MS)) + units.s;
  if (ms < 2 * HOUR_MS) return Math.round(ms / MINUTE_MS) + units.min;
  return ms < 2 * DAY_MS ? Math.round(ms / HOUR_MS) + units.h : Math.round(ms / DAY_MS) + units.d;
}

/** `5 minutes`, or `2 of the last 3 minutes`: so many datapoints of so many, in the largest unit of which their period (in seconds) is a multiple. */
export function datapointSpan(datapoints: number, of: number, period: number): string {
  const words = commonWords();
  const { unit, ms } = UNITS.find((one) => (period * SECOND_MS) % one.ms === 0) ?? UNITS[3];
  const perUnit = (period * SECOND_MS) / ms;
  if (datapoints === of) return words.span({ count: datapoints * perUnit, unit });
  // Of longer periods nobody knows how much of each it was.
  return period > 60
    ? words.periods({ count: datapoints, of, span: words.span({ count: perUnit, unit }) })
    : words.spanOf({ count: datapoints * perUnit, of: of * perUnit, unit });
}
