/** The pause of a trail: until when its tag says, who set the tag and who stopped the trail, which only their events say. */
import * as v from 'valibot';
import { attempt } from '../../shared/attempt';
import { messageOf } from '../../shared/errors';
import { pauseFor } from '../../shared/pause';
import { recall, remember } from '../../shared/state/remember';
import { dateTimeText } from '../../shared/text/clock';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/text/duration';
import { trailsWords } from '../../shared/words/trails';
import type { Deps } from './deps';

/** `problem` is a sentence: the pause could not be looked up, is none, or ends before its tag says. */
export type TrailPause = { until: Date | undefined; by: string | undefined; problem: string | undefined };

export const NO_TRAIL_PAUSE: TrailPause = { until: undefined, by: undefined, problem: undefined };

/** `It is paused until 2026-03-01 13:00 UTC, set by IAM user Mary.` */
export const pauseText = (until: Date, { by }: Pick<TrailPause, 'by'>): string =>
  trailsWords().pause(dateTimeText(until), by);

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
  const words = trailsWords();
  const shown = problem && (until ? words.mind(problem) : words.pauseHoldsNot(problem));
  return { until, by: undefined, problem: shown };
}

/** A pause that cannot be looked up is none: the log matters more. */
export async function pauseOfTrail(arn: string, deps: Deps): Promise<TrailPause> {
  try {
    const pause = await pauseByTags(arn, await deps.trailTags(arn), deps);
    return { ...pause, by: pause.until && (await setterOf(arn, pause.until, deps)) };
  } catch (error) {
    return {
      ...NO_TRAIL_PAUSE,
      problem: trailsWords().pauseUnknown(messageOf(error)),
    };
  }
}

const stopId = (arn: string): string => `trail stopped ${arn}`;
const stopperSchema = v.object({ at: v.number(), by: v.string() });
/** Longer than any pause may be configured to last. */
const STOPPER_KEPT_MS = 100 * DAY_MS;

/** Keeps who has stopped a trail that stays off, for those who are notified again of that. */
export async function rememberStopper(arn: string, at: Date, by: string, deps: Deps): Promise<void> {
  const stopper = { at: at.getTime(), by };
  await attempt(async () => remember(deps.store(), stopId(arn), stopper, STOPPER_KEPT_MS, deps.now()));
}

/** Who has stopped the trail then, and when by the event. CloudTrail stamps the call and the trail's status a moment apart. */
export async function stopperOf(
  arn: string,
  stoppedAt: Date | undefined,
  deps: Deps,
): Promise<{ at: number; by: string } | undefined> {
  const { value } = await attempt(async () => recall(deps.store(), stopId(arn), deps.now()));
  const stopper = v.safeParse(stopperSchema, value);
  if (!stopper.success || !stoppedAt) return undefined;
  return Math.abs(stopper.output.at - stoppedAt.getTime()) < MINUTE_MS ? stopper.output : undefined;
}

/**
 * People are notified once a day of a paused trail that is off, by the event of the stop first, if that is heard.
 * @param stoppedAt in milliseconds, by the event where one has been heard
 */
export const stoppedInPause = (arn: string, until: Date, stoppedAt: number | undefined) => ({
  id: `trail pause told ${arn}`,
  ms: DAY_MS,
  same: { until, stoppedAt },
});
