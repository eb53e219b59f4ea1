/**
 * The poll's copy of how each trail is set: the events of changes hold only what is set now, never what was before.
 * The last few states are kept, because a poll may come between a change and its event.
 */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import { attempt } from '../../shared/attempt';
import { recall, remember } from '../../shared/state/remember';
import { DAY_MS } from '../../shared/text/duration';
import type { Deps } from './deps';
import { trailName } from './home';
import type { Baseline } from './settings';
import { keepUnheard } from './unheard';

const MAX_BASELINES = 5;
/** Until the trail is gone, or the stack. */
const BASELINE_KEPT_MS = 3_650 * DAY_MS;

/** As it lies in the table. */
const baselineSchema = v.object({
  since: v.pipe(
    v.string(),
    v.transform((text) => new Date(text)),
  ),
  copy: v.object({
    settings: v.object({
      multiRegion: v.boolean(),
      globalEvents: v.boolean(),
      validation: v.boolean(),
      organization: v.boolean(),
      recursive: v.boolean(),
      kmsKey: v.string(),
      bucket: v.string(),
      prefix: v.string(),
      topic: v.string(),
      logGroup: v.string(),
      logRole: v.string(),
    }),
    selectors: v.array(
      v.object({
        category: v.string(),
        conditions: v.array(
          v.object({ field: v.string(), operator: v.string(), values: v.array(v.string()) }),
        ),
      }),
    ),
  }),
});

const baselineId = (arn: string): string => `trail settings ${arn}`;

/** The oldest first. Those that an earlier version kept hold less than what is compared now, and count as not known. */
async function keptOf(arn: string, deps: Deps) {
  const kept = v.parse(v.array(v.unknown()), (await recall(deps.store(), baselineId(arn), deps.now())) ?? []);
  return kept.flatMap((one) => {
    const baseline = v.safeParse(baselineSchema, one);
    return baseline.success ? [baseline.output] : [];
  });
}

/** Which settings an event tells of, and of what time it is. */
type Heard = { settings: string[]; at: Date };

/** Keeps how the trail is set now, if that is new, and what it has lost, unless an event tells of that. @throws StoreError */
export async function keepBaseline(
  arn: string,
  baseline: Baseline,
  deps: Deps,
  heard?: Heard,
): Promise<void> {
  const kept = await keptOf(arn, deps);
  const before = kept.at(-1)?.copy;
  const isDataTrail = trailName(arn) === deps.dataTrail();
  await keepUnheard(arn, { now: baseline, before, isDataTrail }, heard, deps);
  if (isDeepStrictEqual(before, baseline)) return;
  const now = deps.now();
  const latest = [...kept, { since: now, copy: baseline }].slice(-MAX_BASELINES);
  await remember(deps.store(), baselineId(arn), latest, BASELINE_KEPT_MS, now);
}

/** How the trail was set at that time, as far as anybody has looked. @throws StoreError */
export async function baselineBefore(arn: string, at: Date, deps: Deps): Promise<Baseline | undefined> {
  return (await keptOf(arn, deps)).findLast(({ since }) => since < at)?.copy;
}

/** So that the next change is compared with this one, even before the next poll. Never fails. */
export async function refreshBaseline(arn: string, heard: Heard, deps: Deps): Promise<void> {
  await attempt(async () => {
    const [trail, selectors] = await Promise.all([deps.findTrail(arn), deps.trailSelectors(arn)]);
    if (trail) await keepBaseline(arn, { settings: trail.settings, selectors }, deps, heard);
  });
}
