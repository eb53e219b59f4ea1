/** What rang longest, and what still rings. */
import type { Reading } from '../reading';
import { msOf, type Ring } from './rings';

const SHOWN = 5;

/** Times in ms since 1970. `isOlder`: it rang before; `to`: `undefined` while it still rings. `ms`: for so long, as far as it was read. */
export type LongRing = { alarm: string; from: number; to: number | undefined; isOlder: boolean; ms: number };

/** The longest first. */
export const longestOf = ({ to: end }: Reading, rings: Ring[]): LongRing[] =>
  rings
    .map(({ alarm, from, to, isOlder }) => ({ alarm, from, to, isOlder, ms: (to ?? msOf(end)) - from }))
    .filter(({ ms }) => ms > 0)
    .sort((one, other) => other.ms - one.ms || one.alarm.localeCompare(other.alarm))
    .slice(0, SHOWN);

/** How many rang when the reading was made. */
export const ringingOf = (rings: Ring[]): number => rings.filter(({ to }) => to === undefined).length;
