/** Switches a trail on again, and counts it. */

import { attempt } from '../../shared/attempt';
import { log } from '../../shared/log';
import type { Deps } from './deps';
import { countDuel, type Duel } from './duel';
import { type Restart, restart } from './restart';

/** `duel` is absent when nothing was switched on, or when the guard could not count: `problem` says why. */
export type Switched = { restart: Restart; duel: Duel | undefined; problem: string | undefined };

async function counted(arn: string, outcome: Restart, deps: Deps): Promise<Switched> {
  if (outcome.kind !== 'started') return { restart: outcome, duel: undefined, problem: undefined };
  const { value, problem } = await attempt(async () =>
    countDuel(deps.store(), arn, deps.config().repeatedStops, deps.now()),
  );
  return { restart: outcome, duel: value, problem };
}

export async function switchOn(arn: string, stoppedAt: Date | undefined, deps: Deps): Promise<Switched> {
  const switched = await counted(arn, await restart(arn, stoppedAt, deps), deps);
  const { restart: outcome, duel } = switched;
  if (outcome.kind !== 'dry run') log().info('switched on', { trail: arn, ...outcome, duel });
  return switched;
}
