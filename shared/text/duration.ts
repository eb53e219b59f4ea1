/** Times and spans as people read them. */

/** `2026-03-01 13:00 UTC` */
export const dateTimeText = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

const UNITS: [name: string, seconds: number][] = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

/** `7 seconds`, `3 minutes 20 seconds`, `2 days 1 hour`: the two largest units. CloudTrail counts in seconds. */
export function durationText(ms: number): string {
  let rest = Math.round(ms / 1_000);
  if (rest < 1) return 'less than a second';
  const parts = UNITS.map(([name, seconds]) => {
    const count = Math.floor(rest / seconds);
    rest -= count * seconds;
    return { count, text: `${count} ${name}${count === 1 ? '' : 's'}` };
  });
  const first = parts.findIndex(({ count }) => count > 0);
  return parts
    .slice(first, first + 2)
    .filter(({ count }) => count > 0)
    .map(({ text }) => text)
    .join(' ');
}
