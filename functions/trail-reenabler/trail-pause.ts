/** The pause of a trail: until when its tag says, and who set the tag, which only the event of the setting tells. */
import * as v from 'valibot';
import { messageOf } from '../../shared/errors';
import { recall, remember } from '../../shared/guard';
import { pauseOf } from '../../shared/pause';
import { attempt } from './attempt';
import type { Deps } from './deps';

/** `problem` is a sentence: the pause could not be looked up, or is none. */
export type TrailPause = { until: Date | undefined; by: string | undefined; problem: string | undefined };

export const NO_PAUSE: TrailPause = { until: undefined, by: undefined, problem: undefined };

const HOUR = 3_600_000;
const idOf = (arn: string): string => `trail pause ${arn}`;
const setterSchema = v.object({ until: v.string(), by: v.string() });

/** Keeps who has set the tag, for as long as it holds. */
export async function rememberPause(arn: string, until: Date, by: string, deps: Deps): Promise<void> {
  const ms = until.getTime() - deps.now().getTime() + HOUR;
  await attempt(async () => remember(deps.state(), idOf(arn), { until, by }, ms, deps.now()));
}

async function setterOf(arn: string, until: Date, deps: Deps): Promise<string | undefined> {
  const { value } = await attempt(async () => recall(deps.state(), idOf(arn), deps.now()));
  const setter = v.safeParse(setterSchema, value);
  return setter.success && setter.output.until === until.toISOString() ? setter.output.by : undefined;
}

/** A pause that cannot be looked up is none: the log matters more. */
export async function pauseOfTrail(arn: string, deps: Deps): Promise<TrailPause> {
  try {
    const { until, problem } = pauseOf(await deps.trailTags(arn), deps.now());
    const by = until && (await setterOf(arn, until, deps));
    return { until, by, problem: problem && `Its pause does not hold: ${problem}.` };
  } catch (error) {
    return { ...NO_PAUSE, problem: `Whether it is paused could not be looked up: ${messageOf(error)}.` };
  }
}
