/** Waiting for what happens elsewhere, bounded. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Asks until there is an answer. @throws Error saying what did not come, with what was seen last */
export async function waitFor<T>(
  what: string,
  ask: () => Promise<T | undefined>,
  seen: () => unknown = () => '',
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > until) {
      throw new Error(`${what} did not come within ${withinMs / 1_000} s. ${JSON.stringify(await seen())}`);
    }
    await sleep(100);
  }
}
