/** Alarms that come and go faster than anybody can look at them. */
import { HOUR_MS } from '../../../shared/text/duration';
import type { Reading } from '../reading';
import { type Mend, mendOf } from './mend';
import { incidentOf, msOf, type Ring, withoutParents } from './rings';

/**
 * It rang three times within an hour: between two of these nobody has found out anything. Monitors that see every check ask how many
 * of the last twenty differed from the one before; CloudWatch keeps changes alone, so it goes by time.
 * @see https://naemon.io/documentation/usersguide/flapping
 */
const FLAPPING = { rings: 3, withinMs: HOUR_MS } as const;

/** `most`: so many times within an hour, which began at `at` (ms since 1970). `rings`: in the whole time. */
export type Flapping = { alarm: string; rings: number; most: number; at: number; mend: Mend };

type Burst = { most: number; at: number };

/** The busiest hour of one incident. @param times when it went into ALARM, the oldest first */
export function busiestHour(times: number[]): Burst {
  let first = 0;
  let busiest: Burst = { most: 0, at: 0 };
  for (const [index, at] of times.entries()) {
    while (at - (times[first] ?? at) >= FLAPPING.withinMs) first += 1;
    const count = index - first + 1;
    if (count > busiest.most) busiest = { most: count, at: times[first] ?? at };
  }
  return busiest;
}

/** The worst of them first. */
export function flappingOf({ alarms, changes }: Reading, rings: Map<string, Ring[]>): Flapping[] {
  const known = new Map(alarms.map((one) => [one.name, one]));
  const busiest = new Map<string, Burst>();
  const intoAlarm = withoutParents(changes).filter(({ to }) => to === 'ALARM');
  for (const all of Map.groupBy(intoAlarm, incidentOf).values()) {
    const name = all[0]?.alarm ?? '';
    const burst = busiestHour(all.map(({ at }) => msOf(at)));
    if (burst.most > (busiest.get(name)?.most ?? FLAPPING.rings - 1)) busiest.set(name, burst);
  }
  return [...busiest]
    .map(([alarm, { most, at }]): Flapping => {
      const own = rings.get(alarm) ?? [];
      return { alarm, rings: own.length, most, at, mend: mendOf(known.get(alarm), own) };
    })
    .sort((one, other) => other.most - one.most || one.alarm.localeCompare(other.alarm));
}
