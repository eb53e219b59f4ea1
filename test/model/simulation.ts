/**
 * Time that passes from event to event, in an order that dice decide: whatever waits for an answer gets it after a
 * random while, so that everything interleaves at every await.
 */

/** Repeatable, so that a run that fails can be run again. @see https://en.wikipedia.org/wiki/Xorshift */
export function dice(seed: number) {
  let state = (seed + 1) * 2_654_435_761;
  const roll = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 8; warmUp += 1) roll();
  return {
    chance: (share: number): boolean => roll() < share,
    between: (from: number, to: number): number => from + roll() * (to - from),
    int: (from: number, to: number): number => Math.floor(from + roll() * (to - from + 1)),
    pick: <T>(list: readonly [T, ...T[]]): T => list[Math.floor(roll() * list.length)] ?? list[0],
  };
}
export type Dice = ReturnType<typeof dice>;

type Due = { at: number; order: number; run: () => void };

const microtasks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * `now` in ms. What is due at the same time runs in the order in which it was asked for. `setTimeout` and `clearTimeout` are
 * for the code that runs in it: its own timeouts strike in time.
 */
export function simulation(start: number) {
  const due: Due[] = [];
  let now = start;
  let order = 0;
  const at = (when: number, run: () => void): number => {
    order += 1;
    due.push({ at: Math.max(when, now), order, run });
    return order;
  };
  return {
    now: () => now,
    at,
    setTimeout: (run: () => void, ms = 0): number => at(now + ms, run),
    clearTimeout: (id: unknown): void => {
      const index = due.findIndex((one) => one.order === id);
      if (index >= 0) due.splice(index, 1);
    },
    /** Until nothing is left to do. @throws Error when that takes too many steps */
    run: async (maxSteps: number): Promise<void> => {
      for (let step = 0; due.length > 0; step += 1) {
        if (step > maxSteps) throw new Error(`it does not end: ${maxSteps} steps`);
        const next = due.reduce((one, other) =>
          other.at < one.at || (other.at === one.at && other.order < one.order) ? other : one,
        );
        due.splice(due.indexOf(next), 1);
        now = next.at;
        next.run();
        await microtasks();
      }
    },
  };
}
export type Simulation = ReturnType<typeof simulation>;
