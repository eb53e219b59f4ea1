/** The tag that keeps the service's hands off a resource for planned work: `alarm-responder:pause-until=<time>`. */

export const PAUSE_TAG = 'alarm-responder:pause-until';

/** `problem`: the tag is there, but holds no time; then nothing is paused, and people are told. */
export type Pause = { until: Date | undefined; problem: string | undefined };

/**
 * Until when the resource is paused, if that is still to come. The time is ISO 8601 with a zone, such as
 * `2026-03-01T22:00+09:00`: without one it could mean anything.
 */
export function pauseOf(tags: Record<string, string>, now: Date): Pause {
  const text = tags[PAUSE_TAG]?.trim();
  if (!text) return { until: undefined, problem: undefined };
  const until = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*(?:Z|[+-]\d{2}:?\d{2})$/i.test(text)
    ? new Date(text)
    : undefined;
  if (!until || Number.isNaN(until.getTime())) {
    const problem = `the tag ${PAUSE_TAG} holds "${text}", not a time such as 2026-03-01T22:00+09:00`;
    return { until: undefined, problem };
  }
  return { until: until > now ? until : undefined, problem: undefined };
}
