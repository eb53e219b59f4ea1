/** Many events at once, as Lambda hands them to many environments of the notifier. */
import { setTimeout as wait } from 'node:timers/promises';
import { NOTIFIER } from '../deployment';
import { invoke } from '../lambda';

const ENVIRONMENTS = 12;

/**
 * Plays what the emulator does not: Lambda's own queue, out of which so many environments of the function take events
 * as they come. (The emulator's SNS waits for each function it calls, and its `Event` invocations start a process for
 * each event.)
 * @returns what the function failed on
 */
export async function handOver(events: unknown[], withinMs: number): Promise<string[]> {
  const failures: string[] = [];
  const start = Date.now();
  let next = 0;
  const environment = async (): Promise<void> => {
    for (let index = next++; index < events.length; index = next++) {
      const due = start + (index * withinMs) / events.length - Date.now();
      if (due > 0) await wait(due);
      const answer = await invoke(NOTIFIER, events[index]);
      if (!Array.isArray(answer)) failures.push(JSON.stringify(answer));
    }
  };
  await Promise.all(Array.from({ length: ENVIRONMENTS }, environment));
  return failures;
}
