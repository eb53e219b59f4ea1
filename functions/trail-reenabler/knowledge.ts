/** What is known about a trail when a call changes it, and what the call leaves behind to be known. */

import { attempt } from '../../shared/attempt';
import { actorOf } from '../../shared/cloudtrail/actor';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { PAUSE_TAG } from '../../shared/pause';
import type { Facts } from './decide';
import type { Deps } from './deps';
import { type Here, placeOf, trailName } from './place';
import { type Copy, copyBefore, keepCopy } from './settings-copy';
import { NO_PAUSE, pauseByTags, pauseOfTrail, rememberPause, type TrailPause } from './trail-pause';
import { type Change, coverageChanges, settingChanges } from './weakening';

/** `before` is how the trail was set before the call, as far as the poll has seen it. */
export type Known = { facts: Facts; before: Copy | undefined };

async function pauseIn(call: TrailCall, arn: string | undefined, deps: Deps): Promise<TrailPause> {
  if (call.refused || !arn) return NO_PAUSE;
  if (call.call === 'AddTags') return pauseByTags(arn, call.tags, deps, call.at);
  return call.call === 'StopLogging' ? pauseOfTrail(arn, deps) : NO_PAUSE;
}

function changesIn(call: TrailCall, name: string, before: Copy | undefined, deps: Deps): Change[] {
  if (call.call === 'UpdateTrail') return settingChanges(call.changes, before?.settings);
  if (call.call !== 'PutEventSelectors') return [];
  return coverageChanges(call.coverage, before?.coverage, name === deps.dataTrail());
}

/** Looks up what the decision needs, and no more. */
export async function look(call: TrailCall, arn: string | undefined, here: Here, deps: Deps): Promise<Known> {
  const name = arn ? trailName(arn) : '';
  const { names } = deps.config();
  const [pause, { value: before }] = await Promise.all([
    pauseIn(call, arn, deps),
    attempt(async () => arn && copyBefore(deps.store(), arn, call.at, deps.now())),
  ]);
  const copy = before || undefined;
  const facts = {
    place: arn ? placeOf(arn, here) : ({ kind: 'here' } as const),
    isWatched: names.length === 0 || names.includes(name),
    pause,
    changes: changesIn(call, name, copy, deps),
  };
  return { facts, before: copy };
}

/** So that the next change is compared with this one, even before the next poll. */
async function refresh(arn: string, deps: Deps): Promise<void> {
  await attempt(async () => {
    const [trail, coverage] = await Promise.all([deps.findTrail(arn), deps.trailCoverage(arn)]);
    if (trail) await keepCopy(deps.store(), arn, { settings: trail.settings, coverage }, deps.now());
  });
}

/** What a change leaves behind for the next event. */
export async function learn(call: TrailCall, arn: string | undefined, { until }: TrailPause, deps: Deps) {
  if (call.refused || !arn) return;
  if (call.call === 'UpdateTrail' || call.call === 'PutEventSelectors') await refresh(arn, deps);
  if (call.call === 'AddTags' && until && PAUSE_TAG in call.tags) {
    await rememberPause(arn, until, actorOf(call.caller), deps);
  }
}

/** As the poll last saw the deleted trail, to create it anew. */
export const lastSeen = (before: Copy | undefined) => [
  {
    title: 'As it was set',
    lines: before
      ? [
          ...settingChanges(before.settings, undefined).map(({ setting, now }) => `${setting}: ${now}`),
          ...coverageChanges(before.coverage, undefined, true).map(
            ({ setting, now }) => `${setting}: ${now}`,
          ),
        ]
      : ['not known: the poll had not seen it yet'],
  },
];
