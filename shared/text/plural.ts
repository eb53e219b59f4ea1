/** How many there are of something. */

/** `1 alarm`, `2 alarms` */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
