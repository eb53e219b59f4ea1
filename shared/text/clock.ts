/** Moments as people read them: by the one clock of `config/` (`timeZone`), which is named where no other word does. */
import '../words/language';
import { MINUTE_MS } from './duration';

/** The configured zone, an IANA name such as `Asia/Seoul`. */
export const configuredZone = (): string => (typeof TIME_ZONE === 'string' ? TIME_ZONE : 'UTC');

type Style = 'short' | 'medium';
const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes far longer than using it. */
function formatOf(timeZone: string, timeStyle: Style): Intl.DateTimeFormat {
  const key = `${timeZone} ${timeStyle}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle, timeZone });
  formats.set(key, format);
  return format;
}

/** How people call zones where clocks do not change. */
const ZONE_NAMES = new Map([
  ['UTC', 'UTC'],
  ['Asia/Seoul', 'KST'],
  ['Asia/Tokyo', 'JST'],
  ['Asia/Kolkata', 'IST'],
  ['Asia/Singapore', 'SGT'],
]);

const two = (number: number): string => String(number).padStart(2, '0');

/** Of the process's own zone, which its dates know by themselves. */
const ownParts = (at: Date, style: Style): [date: string, time: string] => [
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`,
  [at.getHours(), at.getMinutes(), ...(style === 'medium' ? [at.getSeconds()] : [])].map(two).join(':'),
];

const utcParts = (at: Date, style: Style): [date: string, time: string] => {
  const text = at.toISOString();
  return [text.slice(0, 10), text.slice(11, style === 'medium' ? 19 : 16)];
};

/**
 * A deployed function runs in the configured zone (`TZ` in serverless.yml). Any other is looked up by `Intl`, whose data take 10 ms
 * and 6 MB to load.
 */
const parts = (at: Date | number, style: Style, timeZone: string): [date: string, time: string] => {
  if (timeZone === process.env.TZ) return ownParts(new Date(at), style);
  if (timeZone === 'UTC') return utcParts(new Date(at), style);
  const [date = '', time = ''] = formatOf(timeZone, style).format(at).split(' ');
  return [date, time];
};

/** `GMT+2`, `GMT-3:30` */
function offsetText(minutes: number): string {
  const hours = Math.trunc(Math.abs(minutes) / 60);
  const rest = Math.abs(minutes) % 60;
  return minutes === 0 ? 'GMT' : `GMT${minutes < 0 ? '-' : '+'}${hours}${rest > 0 ? `:${two(rest)}` : ''}`;
}

/** `KST`, `GMT+2`; in summer it may be another one. */
export function zoneName(timeZone = configuredZone(), at = new Date()): string {
  const known = ZONE_NAMES.get(timeZone);
  if (known) return known;
  const there = Date.parse(`${parts(at, 'medium', timeZone).join('T')}Z`);
  return offsetText(Math.round((there - at.getTime()) / MINUTE_MS));
}

/** `2026-03-02` and `12:10` */
export function localMinute(at: Date | number, timeZone = configuredZone()): { date: string; time: string } {
  const [date, time] = parts(at, 'short', timeZone);
  return { date, time };
}

/** `2026-03-02 12:10`, there. */
export const localMinuteText = (at: Date | number, timeZone: string): string =>
  parts(at, 'short', timeZone).join(' ');

/** `2026-03-02 12:10:31 KST` */
export const localTime = (at: Date, timeZone = configuredZone()): string =>
  `${parts(at, 'medium', timeZone).join(' ')} ${zoneName(timeZone, at)}`;

/** `2026-03-02 12:10 KST` */
export const dateTimeText = (at: Date): string =>
  `${localMinuteText(at, configuredZone())} ${zoneName(configuredZone(), at)}`;

/** `12:10` */
export const minuteText = (at: Date): string => localMinute(at).time;

/** `12:10:31` */
export const secondText = (at: Date): string => parts(at, 'medium', configuredZone())[1];

/** `12:10:07–12:12:10`, or one of them where both are the same. */
export function rangeText(from: Date, to: Date): string {
  const [first, last] = [secondText(from), secondText(to)];
  return first === last ? first : `${first}–${last}`;
}
