/** Switches a trail on again, looks whether it logs, and counts: somebody may keep switching it off. */
import { attempt } from '../../shared/attempt';
import { messageOf } from '../../shared/errors';
import { log } from '../../shared/log';
import { admit, countStreak } from '../../shared/state/limit';
import { MINUTE_MS, SECOND_MS } from '../../shared/text/duration';
import { trailsWords } from '../../shared/words/trails';
import type { Deps } from './deps';

/**
 * `on already`: somebody was faster. `started` with a `problem`: it was switched on, but whether the log is kept is
 * not sure. `failed`: it is still off. `dry run`: nobody has tried.
 */
export type StartOutcome =
  | { kind: 'started'; at: Date; problem: string | undefined }
  | { kind: 'on already'; at: Date }
  | { kind: 'failed'; error: string }
  | { kind: 'dry run' };

/**
 * So often was the trail switched on in the window (`count`). `begins`, and at every tenth `continues`: people are
 * notified that somebody keeps switching it off. `suppressed`: of this one they are not.
 */
export type RepeatedStops = { kind: 'none' | 'begins' | 'continues' | 'suppressed'; count: number };

/** `repeatedStops` is absent when nothing was switched on, or when the table could not count: `problem` says why. */
export type TrailStart = {
  outcome: StartOutcome;
  repeatedStops: RepeatedStops | undefined;
  problem: string | undefined;
};

/** CloudTrail's answers may lag a little behind what it has accepted. */
const CONFIRM_DELAY_MS = SECOND_MS;
const REPEATED_STOPS_PER_NOTIFICATION = 10;

async function statusAfterStart(arn: string, deps: Deps) {
  const status = await deps.trailStatus(arn);
  if (status.logging) return status;
  await deps.wait(CONFIRM_DELAY_MS);
  return deps.trailStatus(arn);
}

async function confirmLogging(arn: string, deps: Deps): Promise<StartOutcome> {
  const words = trailsWords();
  const at = deps.now();
  try {
    const { logging, deliveryError } = await statusAfterStart(arn, deps);
    if (!logging) return { kind: 'failed', error: words.acceptedButOff };
    const problem = deliveryError && words.bucketRefused(deliveryError);
    return { kind: 'started', at, problem };
  } catch (error) {
    return { kind: 'started', at, problem: words.notConfirmed(messageOf(error)) };
  }
}

async function switchOn(arn: string, stoppedAt: Date | undefined, deps: Deps): Promise<StartOutcome> {
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
  return confirmLogging(arn, deps);
}

async function countRepeatedStops(arn: string, deps: Deps): Promise<RepeatedStops> {
  const { most, minutes } = deps.config().repeatedStops;
  const window = minutes * MINUTE_MS;
  const store = deps.store();
  const now = deps.now();
  const { count } = await admit(store, `trail restarts ${arn}`, { window }, now);
  if (count <= most) return { kind: 'none', count };
  // Not the count in the window: at a steady pace that one stands still.
  const round = await countStreak(store, `trail duel ${arn}`, window, now);
  if (round === 1) return { kind: 'begins', count };
  return { kind: round % REPEATED_STOPS_PER_NOTIFICATION === 0 ? 'continues' : 'suppressed', count };
}

/**
 * Switches the trail on and counts it; what fails is in the answer.
 * @param stoppedAt when it was switched off, if that is known: a trail that was started later than that logs already
 */
export async function startTrail(arn: string, stoppedAt: Date | undefined, deps: Deps): Promise<TrailStart> {
  const outcome = await switchOn(arn, stoppedAt, deps);
  const isStarted = outcome.kind === 'started';
  const count = isStarted ? await attempt(() => countRepeatedStops(arn, deps)) : undefined;
  const repeatedStops = count?.value;
  if (outcome.kind !== 'dry run') log().info('switched on', { trail: arn, ...outcome, repeatedStops });
  return { outcome, repeatedStops, problem: count?.problem };
}
