/** Moments as people read them in a time zone, an IANA name such as `Asia/Seoul`. */

type Precision = 'short' | 'medium';

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: making one takes far longer than using it. */
function formatOf(timeZone: string, timeStyle: Precision): Intl.DateTimeFormat {
  const key = `${timeZone} ${timeStyle}`;
  const format =
    formats.get(key) ?? new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle, timeZone });
  formats.set(key, format);
  return format;
}

/** `2026-03-02 12:10:31 (Asia/Seoul)` */
export const localTime = (at: Date, timeZone: string): string =>
  `${formatOf(timeZone, 'medium').format(at)} (${timeZone})`;

/** `2026-03-02` and `12:10` */
export function localMinute(at: Date | number, timeZone: string): { date: string; time: string } {
  const [date = '', time = ''] = formatOf(timeZone, 'short').format(at).split(' ');
  return { date, time };
}
