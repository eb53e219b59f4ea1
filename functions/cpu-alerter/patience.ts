/** How long looking something up may take: nothing may delay or lose the alarm. */
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { within } from '../../shared/within';

/** The log lines may take this long; everything else is an extra that must not take longer. */
const PATIENCE = { logs: 8_000, extra: 4_000 };
/** Kept for building and publishing the notice. */
const RESERVE = 5_000;

/** Of what the function has left. */
export const timeForLogs = (msLeft: number): number => Math.min(PATIENCE.logs, Math.max(0, msLeft - RESERVE));

/** What it finds, or `otherwise` when it fails or takes too long. */
export async function extra<T>(what: string, otherwise: T, find: () => Promise<T>): Promise<T> {
  try {
    return await within(PATIENCE.extra, find);
  } catch (error) {
    log().warn('without', { what, why: messageOf(error) });
    return otherwise;
  }
}
