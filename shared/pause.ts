/** The tag that keeps the service's hands off a resource for planned work: `alarm-responder:pause-until=<time>`. */
import * as v from 'valibot';
import { messageOf } from './errors';
import { type Store, update } from './state/store';
import { dateTimeText } from './text/clock';
import { HOUR_MS } from './text/duration';
import { pauseWords } from './words/pause';

export const PAUSE_TAG = 'alarm-responder:pause-until';

/**
 * `problem` is for people, without a full stop: the tag holds no time, or one that is too far away. Without `until` nothing
 * is paused.
 */
export type Pause = { until: Date | undefined; problem: string | undefined };

export const NO_PAUSE: Pause = { until: undefined, problem: undefined };

/**
 * Until when the tag asks for a pause, if that is still to come. The time is ISO 8601 with a zone, such as
 * `2026-03-01T22:00+09:00`: without one it could mean anything.
 */
export function pauseOf(tags: Record<string, string>, now: Date): Pause {
  const text = tags[PAUSE_TAG]?.trim();
  if (!text) return NO_PAUSE;
  const until = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)
    ? new Date(text)
    : undefined;
  if (!until || Number.isNaN(until.getTime())) {
    return { until: undefined, problem: pauseWords().noTime(PAUSE_TAG, text) };
  }
  return { until: until > now ? until : undefined, problem: undefined };
}

const endSchema = v.number();

/**
 * When the pause ends that lasts until then at the most. The end of one that is too long is kept for as long as its tag asks
 * for, so that it neither slides on nor begins again.
 */
async function endOf(store: Store, resource: string, until: Date, latest: number): Promise<Date> {
  let end = Math.min(until.getTime(), latest);
  await update(store, `pause ${resource} ${until.toISOString()}`, (kept) => {
    if (kept !== undefined) end = v.parse(endSchema, kept);
    return kept === undefined && end < until.getTime() ? { data: end, expiresAt: until } : undefined;
  });
  return new Date(end);
}

/** `since` is when the tag was set, where that is known; elsewhere it is when the tag is first seen. */
export type PauseLimit = { store: Store; longestHours: number; now: Date; since?: Date };

/**
 * The pause that the tags give the resource: none lasts longer than the limit. One read of the store where there is a pause,
 * none elsewhere. When the store cannot be reached, only a pause that is short in any case applies.
 */
export async function pauseFor(
  resource: string,
  tags: Record<string, string>,
  { store, longestHours, now, since = now }: PauseLimit,
): Promise<Pause> {
  const asked = pauseOf(tags, now);
  const { until } = asked;
  if (!until) return asked;
  const latest = since.getTime() + longestHours * HOUR_MS;
  const says = [PAUSE_TAG, tags[PAUSE_TAG]?.trim() ?? '', longestHours] as const;
  const words = pauseWords();
  try {
    const end = await endOf(store, resource, until, latest);
    if (end >= until) return asked;
    return end > now
      ? { until: end, problem: words.endsEarlier(...says, dateTimeText(end)) }
      : { until: undefined, problem: words.endedEarlier(...says, dateTimeText(end)) };
  } catch (error) {
    const problem = words.unknownStart(...says, messageOf(error));
    return { until: until.getTime() <= latest ? until : undefined, problem };
  }
}
