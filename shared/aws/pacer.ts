/** Keeps calls below the rate that AWS admits. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits until the next call may be made. */
export type Pace = () => Promise<void>;

type Clock = { now: () => number; wait: (ms: number) => Promise<unknown> };

/** So many calls a second, evenly spaced; the first may be made at once. */
export function pacer(
  perSecond: number,
  { now, wait }: Clock = { now: Date.now, wait: (ms) => sleep(ms) },
): Pace {
  let next = 0;
  return async () => {
    const start = Math.max(now(), next);
    next = start + 1_000 / perSecond;
    if (start > now()) await wait(start - now());
  };
}
