/** Posts to Slack when a slot is free. */
import { optionalEnv } from '../../shared/env';
import { ConfigError, messageOf, SlackError } from '../../shared/errors';
import { log } from '../../shared/log';
import { redact } from '../../shared/text/redact';
import type { Card } from './card';
import type { Deps } from './deps';
import type { SlackMessage } from './receivers/slack/limits';
import { slackMessage } from './receivers/slack/render';

/**
 * `later`: the same may be taken in a moment. `not asked`: the webhook could not be had, and nobody knows for how long.
 * `refused`: it will not be taken, until somebody mends what `why` says.
 */
export type SlackOutcome =
  | { slack: 'told' }
  | { slack: 'later' | 'not asked' | 'refused'; why: string }
  | { slack: 'dry run' };

/** The webhook and how long until it is free, or why there is none. */
export type Ready = { url: string | undefined; wait: number | undefined } | { problem: SlackOutcome };

/** Kept for posting itself. */
const POST_RESERVE_MS = 2_000;

/** What KMS or Slack said, as an outcome. Whatever is not known to be for good is tried again. */
const outcomeOf = (error: unknown, otherwise: 'later' | 'not asked'): SlackOutcome => ({
  slack:
    error instanceof ConfigError || (error instanceof SlackError && error.permanent) ? 'refused' : otherwise,
  why: redact(messageOf(error)),
});

/** Asks for the webhook and for a slot at once. @param maxWaitMs how long a slot may be away */
export async function getReady(maxWaitMs: number, deps: Deps): Promise<Ready> {
  try {
    const [url, wait] = await Promise.all([deps.webhookUrl(), deps.takeSlot(maxWaitMs)]);
    return { url, wait };
  } catch (error) {
    return { problem: outcomeOf(error, 'not asked') };
  }
}

/** The card as a message; in bare words when something in it, which nobody has thought of, cannot be shown. */
export function messageFor(card: Card, deps: Deps): SlackMessage {
  const place = {
    project: optionalEnv('PROJECT'),
    environment: optionalEnv('ENVIRONMENT'),
    channel: optionalEnv('SLACK_CHANNEL'),
    mentions: deps.mentions(),
  };
  try {
    return slackMessage(card, place);
  } catch (error) {
    log().error('rendered without extras', { why: redact(messageOf(error)) });
    return slackMessage({ ...card, facts: {}, details: [], links: [], at: undefined }, place);
  }
}

/** Never throws. */
export async function tellSlack(
  card: Card,
  ready: Ready,
  msLeft: () => number,
  deps: Deps,
): Promise<SlackOutcome> {
  if ('problem' in ready) return ready.problem;
  const { url, wait } = ready;
  if (url === undefined) return { slack: 'dry run' };
  if (wait === undefined || wait + POST_RESERVE_MS > msLeft()) {
    return { slack: 'later', why: 'others are before it, and Slack takes one message a second' };
  }
  try {
    if (wait > 0) await deps.wait(wait);
    await deps.postMessage(url, messageFor(card, deps), msLeft);
    return { slack: 'told' };
  } catch (error) {
    if (error instanceof SlackError && error.retryAfter !== undefined) await deps.backOff(error.retryAfter);
    return outcomeOf(error, 'later');
  }
}
