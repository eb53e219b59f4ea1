/** Time that passes from one thing that is due to the next: two weeks take as long as the work that is in them. */

type Due = { at: number; run: () => void };

/** Moments in ms since 1970. */
export type VirtualTime = {
  now: () => number;
  /** What is due at the same moment is run in the order in which it was asked for. */
  at: (moment: number, run: () => void) => void;
  wait: (ms: number) => Promise<void>;
  /** Work that may wait for moments to come; what it fails with is thrown by `passUntil`. */
  begin: (work: () => Promise<void>) => void;
  /** All that is due until then, one after the other. @throws what work has failed with */
  passUntil: (moment: number) => Promise<void>;
};

/** All that was begun has come to its end, or waits for a moment. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function virtualTime(): VirtualTime {
  const due: Due[] = [];
  const failures: unknown[] = [];
  let now = 0;
  const at = (moment: number, run: () => void): void => {
    const when = Math.max(moment, now);
    due.splice(due.findLastIndex((one) => one.at <= when) + 1, 0, { at: when, run });
  };
  return {
    now: () => now,
    at,
    wait: (ms) => new Promise((resolve) => at(now + ms, resolve)),
    begin: (work) => {
      work().catch((error: unknown) => failures.push(error));
    },
    passUntil: async (moment) => {
      for (let next = due[0]; next && next.at <= Math.max(moment, now); next = due[0]) {
        due.shift();
        now = next.at;
        next.run();
        await settled();
        if (failures.length > 0) throw failures[0];
      }
    },
  };
}
