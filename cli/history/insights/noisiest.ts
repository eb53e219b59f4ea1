/** The alarms that people would have heard of most. */
import type { Reading } from '../reading';
import type { Replay } from '../replay-types';
import { type Mend, mendOf } from './mend';
import { isNight } from './messages';
import { msOf, type Ring } from './rings';

const SHOWN = 5;

/** `notified`: so many of its changes; `share` of all that were, from 0 to 1. */
export type Noisy = { alarm: string; notified: number; byNight: number; share: number; mend: Mend };

/** The noisiest first. */
export function noisiestOf(
  { alarms }: Reading,
  { told }: Replay,
  rings: Map<string, Ring[]>,
  timeZone: string,
): Noisy[] {
  const notified = told.filter(({ outcome }) => outcome === 'notified').map(({ change }) => change);
  const most = [...Map.groupBy(notified, ({ alarm }) => alarm)]
    .sort(([name, all], [other, others]) => others.length - all.length || name.localeCompare(other))
    .slice(0, SHOWN);
  return most.map(([alarm, changes]) => ({
    alarm,
    notified: changes.length,
    byNight: changes.filter(({ at }) => isNight(msOf(at), timeZone)).length,
    share: Math.round((1_000 * changes.length) / notified.length) / 1_000,
    mend: mendOf(
      alarms.find(({ name }) => name === alarm),
      rings.get(alarm) ?? [],
    ),
  }));
}
