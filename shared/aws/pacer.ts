/** Keeps calls below the rate that AWS admits. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Waits for its turn. */
export type Pace = () => Promise<void>;

type Clock = { now: () => number; wait: (ms: number) => Promise<unknown> };

/** So many turns a second, evenly spaced; the first comes at once. */
export function pacer(
  perSecond: number,
  { now, wait }: Clock = { now: Date.now, wait: (ms) => sleep(ms) },
): Pace {
  let next = 0;
  return async () => {
    const turn = Math.max(now(), next);
    next = turn + 1_000 / perSecond;
    if (turn > now()) await wait(turn - now());
  };
}
