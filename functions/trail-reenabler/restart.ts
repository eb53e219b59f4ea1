/** Switches a trail on again and looks whether it logs. */
import { messageOf } from '../../shared/errors';
import type { Deps } from './deps';

/**
 * `on already`: somebody was faster. `started` with a `problem`: it was switched on, but whether the log is kept is not
 * sure. `failed`: it is still off. `dry run`: nobody has tried.
 */
export type Restart =
  | { kind: 'started'; at: Date; problem: string | undefined }
  | { kind: 'on already'; at: Date }
  | { kind: 'failed'; error: string }
  | { kind: 'dry run' };

type Verbs = Pick<Deps, 'startLogging' | 'trailStatus' | 'now' | 'wait'>;

/** CloudTrail's answers may lag a little behind what it has accepted. */
const SECOND_LOOK = 1_000;

async function look(arn: string, deps: Verbs) {
  const status = await deps.trailStatus(arn);
  if (status.logging) return status;
  await deps.wait(SECOND_LOOK);
  return deps.trailStatus(arn);
}

async function confirm(arn: string, deps: Verbs): Promise<Restart> {
  const at = deps.now();
  try {
    const { logging, deliveryError } = await look(arn, deps);
    if (!logging) return { kind: 'failed', error: 'StartLogging was accepted, but the trail does not log' };
    const problem = deliveryError && `Its bucket did not take the log the last time: ${deliveryError}.`;
    return { kind: 'started', at, problem };
  } catch (error) {
    const problem = `Whether it logs could not be looked up: ${messageOf(error)}.`;
    return { kind: 'started', at, problem };
  }
}

/** @param stoppedAt when it was switched off, if that is known: a trail that was started later than that logs already */
export async function restart(arn: string, stoppedAt: Date | undefined, deps: Verbs): Promise<Restart> {
  const status = await deps.trailStatus(arn).catch(() => undefined);
  const { logging = false, startedAt } = status ?? {};
  // A status that is older than the call says only that CloudTrail's answer lags.
  if (logging && stoppedAt && startedAt && startedAt > stoppedAt)
    return { kind: 'on already', at: startedAt };
  try {
    if ((await deps.startLogging(arn)) === 'dry run') return { kind: 'dry run' };
  } catch (error) {
    return { kind: 'failed', error: messageOf(error) };
  }
  return confirm(arn, deps);
}
