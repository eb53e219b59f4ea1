/** What could not be delivered is kept: for another try, or among the dead letters until somebody has mended why. */
import { messageOf } from '../../../shared/errors';
import { withTimeout } from '../../../shared/with-timeout';
import { type Delivery, delivery, type Receiver } from './delivery';
import type { Delivered, Job, Round } from './round';

const KEEP_TIMEOUT_MS = 4_000;

/** @returns why not, if it could not */
async function kept(keep: () => Promise<void>): Promise<string | undefined> {
  try {
    await withTimeout(KEEP_TIMEOUT_MS, keep);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

const notKept = (why: string, problem: string): string => `${why}; it could not be kept either: ${problem}`;

/** What these deliveries come to when they are to be tried again. Never throws. */
export function putOff(deliveries: Delivery[], why: string, { source }: Round): Promise<Delivered[]> {
  const { putOff: keep } = source;
  return Promise.all(
    deliveries.map(async (one): Promise<Delivered> => {
      if (!keep) return { delivery: one, result: { outcome: 'again', why } };
      const problem = await kept(() => keep(one));
      return problem === undefined
        ? { delivery: one, result: { outcome: 'queued', why } }
        : { delivery: one, result: { outcome: 'failed', why: notKept(why, problem) } };
    }),
  );
}

/**
 * Keeps among the dead letters what a receiver did not take, for it alone. What cannot be kept there has failed. Never
 * throws.
 */
export async function deadLetter(
  job: Job,
  receiver: Receiver,
  why: string,
  { deps }: Round,
): Promise<boolean> {
  const problem = await kept(() => deps.deadLetter(delivery(job.delivery.notification, [receiver])));
  if (problem !== undefined) job.result = { outcome: 'failed', why: notKept(why, problem) };
  return problem === undefined;
}
