/** What would have been restarted. */
import type { Replay } from '../replay-types';

/** A unit on an instance, and how often. */
export type Restarted = { unit: string; instance: string; alarm: string; times: number };

/** The most often restarted first. */
export const restartedOf = ({ restarts }: Replay): Restarted[] =>
  [...Map.groupBy(restarts, ({ unit, instance }) => `${instance}\n${unit}`).values()]
    .flatMap(([first, ...more]) => (first ? [{ ...first, times: 1 + more.length }] : []))
    .map(({ unit, instance, alarm, times }) => ({ unit, instance, alarm, times }))
    .sort((one, other) => other.times - one.times || one.instance.localeCompare(other.instance));
