/** The pause of a trail: until when its tag says, and who set the tag, which only the event of the setting says. */
import * as v from 'valibot';
import { attempt } from '../../shared/attempt';
import { messageOf } from '../../shared/errors';
import { pauseFor } from '../../shared/pause';
import { recall, remember } from '../../shared/state/remember';
import { HOUR_MS } from '../../shared/text/duration';
import type { Deps } from './deps';

/** `problem` is a sentence: the pause could not be looked up, is none, or ends before its tag says. */
export type TrailPause = { until: Date | undefined; by: string | undefined; problem: string | undefined };

export const NO_TRAIL_PAUSE: TrailPause = { until: undefined, by: undefined, problem: undefined };

const pauseId = (arn: string): string => `trail pause ${arn}`;
const setterSchema = v.object({ until: v.string(), by: v.string() });

/** Keeps who has set the tag, for as long as it holds. */
export async function rememberPause(arn: string, until: Date, by: string, deps: Deps): Promise<void> {
  const ms = until.getTime() - deps.now().getTime() + HOUR_MS;
  await attempt(async () => remember(deps.store(), pauseId(arn), { until, by }, ms, deps.now()));
}

async function setterOf(arn: string, until: Date, deps: Deps): Promise<string | undefined> {
  const { value } = await attempt(async () => recall(deps.store(), pauseId(arn), deps.now()));
  const setter = v.safeParse(setterSchema, value);
  return setter.success && setter.output.until === until.toISOString() ? setter.output.by : undefined;
}

/** @param since when the tags were set, where that is known */
export async function pauseByTags(
  arn: string,
  tags: Record<string, string>,
  deps: Deps,
  since = deps.now(),
): Promise<TrailPause> {
  const limit = { store: deps.store(), longestHours: deps.longestPauseHours(), now: deps.now(), since };
  const { until, problem } = await pauseFor(arn, tags, limit);
  const words = until ? 'Mind that' : 'Its pause does not hold:';
  return { until, by: undefined, problem: problem && `${words} ${problem}.` };
}

/** A pause that cannot be looked up is none: the log matters more. */
export async function pauseOfTrail(arn: string, deps: Deps): Promise<TrailPause> {
  try {
    const pause = await pauseByTags(arn, await deps.trailTags(arn), deps);
    return { ...pause, by: pause.until && (await setterOf(arn, pause.until, deps)) };
  } catch (error) {
    return {
      ...NO_TRAIL_PAUSE,
      problem: `Whether it is paused could not be looked up: ${messageOf(error)}.`,
    };
  }
}
