/** How many there are of something, in English. */
import { grouped } from './number';

/** `1 alarm`, `1,204 alarms` */
export const counted = (count: number, noun: string): string =>
  `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;
