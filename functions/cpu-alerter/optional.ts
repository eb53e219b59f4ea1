/** How long looking something up may take: nothing may delay or lose the alarm. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { withTimeout } from '../../shared/with-timeout';

/** The log lines may take this long; everything else is an extra that must not take longer. */
const TIMEOUT_MS = { logs: 8_000, extra: 4_000 };
/** Kept for building and publishing the notification. */
const PUBLISH_RESERVE_MS = 5_000;

/** Of what the function has left. */
export const logTimeoutMs = (msLeft: number): number =>
  Math.min(TIMEOUT_MS.logs, Math.max(0, msLeft - PUBLISH_RESERVE_MS));

/** What it finds, or `otherwise` when it fails or takes too long. */
export async function orLeaveOut<T>(what: string, otherwise: T, find: () => Promise<T>): Promise<T> {
  try {
    return await withTimeout(TIMEOUT_MS.extra, find);
  } catch (error) {
    log().warn('without', { what, why: messageOf(error) });
    return otherwise;
  }
}
