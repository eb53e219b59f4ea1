/**
 * For what may fail without stopping anything: the act matters more than its bookkeeping, and more than what people
 * are notified of.
 */
import { messageOf } from './errors';
import { log } from './log';

/** The answer, or why there is none. */
export type Attempt<T> = { value: T; problem?: undefined } | { value?: undefined; problem: string };

export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    const problem = messageOf(error);
    log().warn('went on without it', { problem });
    return { problem };
  }
}
