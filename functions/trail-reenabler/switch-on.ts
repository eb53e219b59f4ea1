/** Switches a trail on again, and counts it. */

import { attempt } from '../../shared/attempt';
import type { Deps } from './deps';
import { countDuel, type Duel } from './duel';
import { type Restart, restart } from './restart';

/** `duel` is absent when nothing was switched on, or when the guard could not count: `problem` says why. */
export type Switched = { restart: Restart; duel: Duel | undefined; problem: string | undefined };

export async function switchOn(arn: string, stoppedAt: Date | undefined, deps: Deps): Promise<Switched> {
  const outcome = await restart(arn, stoppedAt, deps);
  if (outcome.kind !== 'started') return { restart: outcome, duel: undefined, problem: undefined };
  const { value, problem } = await attempt(async () =>
    countDuel(deps.store(), arn, deps.config().repeatedStops, deps.now()),
  );
  return { restart: outcome, duel: value, problem };
}
