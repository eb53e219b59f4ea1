/** Spans of time: how many milliseconds they are, and how people read them. */
import { counted } from './plural';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** So many ms after the moment. */
export const after = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** From the largest. */
const UNITS: [name: string, ms: number][] = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', SECOND_MS],
];

/** `7 seconds`, `3 minutes 20 seconds`, `2 days 1 hour`: the two largest units. CloudTrail counts in seconds. */
export function durationText(ms: number): string {
  let rest = Math.round(ms / SECOND_MS) * SECOND_MS;
  if (rest < SECOND_MS) return 'less than a second';
  const parts = UNITS.map(([name, unit]) => {
    const count = Math.floor(rest / unit);
    rest -= count * unit;
    return { count, text: counted(count, name) };
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
  if (ms < MINUTE_MS) return `${Math.max(1, Math.round(ms / SECOND_MS))} s`;
  if (ms < 2 * HOUR_MS) return `${Math.round(ms / MINUTE_MS)} min`;
  return ms < 2 * DAY_MS ? `${Math.round(ms / HOUR_MS)} h` : `${Math.round(ms / DAY_MS)} d`;
}

/** `12 minutes`: those that are over. */
export const wholeMinutes = (ms: number): string => `${Math.floor(ms / MINUTE_MS)} minutes`;

/** `3 of 5 minutes`: so many datapoints of so many, in the largest unit of which their period (in seconds) is a multiple. */
export function datapointSpan(datapoints: number, of: number, period: number): string {
  const [name, ms] = UNITS.find(([, unit]) => (period * SECOND_MS) % unit === 0) ?? ['second', SECOND_MS];
  const perUnit = (period * SECOND_MS) / ms;
  return `${datapoints * perUnit} of ${of * perUnit} ${name}s`;
}
