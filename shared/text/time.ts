/** Moments as people read them, in UTC. */

/** `2026-03-01 13:00 UTC` */
export const dateTimeText = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;

/** `13:00` */
export const minuteText = (at: Date): string => at.toISOString().slice(11, 16);

/** `13:00:07` */
export const secondText = (at: Date): string => at.toISOString().slice(11, 19);

/** `13:00:07–13:02:10`, or one of them where both are the same. */
export function rangeText(from: Date, to: Date): string {
  const [first, last] = [secondText(from), secondText(to)];
  return first === last ? first : `${first}–${last}`;
}
