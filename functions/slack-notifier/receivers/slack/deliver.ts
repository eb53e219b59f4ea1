/** Hands a message to Slack: one request, in a slot of its own. */
import { optionalEnv } from '../../../../shared/env';
import { ConfigError, messageOf, SlackError } from '../../../../shared/errors';
import { log } from '../../../../shared/log';
import type { Severity } from '../../../../shared/notification';
import { withTimeout } from '../../../../shared/with-timeout';
import type { Message } from '../../delivery/digest';
import { type Answer, DELIVERED } from '../receiver';
import type { SlackMessage } from './limits';
import { slackMessage } from './render';

export type SlackDeps = {
  webhookUrl: () => Promise<string | undefined>;
  mentions: () => Partial<Record<Severity, string[]>>;
  postMessage: (url: string, message: SlackMessage, msLeft: () => number) => Promise<void>;
  backOff: (ms: number) => Promise<void>;
};

/** The webhook's address, `undefined` in a dry run; or Slack's answer, since without it nobody can ask Slack. */
export type Webhook = { url: string | undefined } | { unavailable: Answer };

/** What KMS or Slack said. Whatever is not known to be for good is tried again. */
function answerOf(error: unknown): Answer {
  const why = messageOf(error);
  if (error instanceof ConfigError) return { answer: 'refused', why };
  if (!(error instanceof SlackError)) return { answer: 'retry', why };
  return error.permanent
    ? { answer: 'refused', why, isOfMessage: error.isOfMessage }
    : { answer: 'retry', why };
}

/** KMS may be asked twice, for a ciphertext with a context and without. */
const WEBHOOK_TIMEOUT_MS = 4_000;

/** Never throws. */
export async function findWebhook({ webhookUrl }: Pick<SlackDeps, 'webhookUrl'>): Promise<Webhook> {
  try {
    return { url: await withTimeout(WEBHOOK_TIMEOUT_MS, webhookUrl) };
  } catch (error) {
    const answer = answerOf(error);
    return { unavailable: answer.answer === 'retry' ? { ...answer, isUnavailable: true } : answer };
  }
}

/** The message as Slack takes it; in bare words when something in it, which nobody has thought of, cannot be shown. */
export function renderSlack(message: Message, deps: Pick<SlackDeps, 'mentions'>): SlackMessage {
  const context = {
    project: optionalEnv('PROJECT'),
    environment: optionalEnv('ENVIRONMENT'),
    channel: optionalEnv('SLACK_CHANNEL'),
    mentions: deps.mentions(),
  };
  try {
    return slackMessage(message, context);
  } catch (error) {
    log().error('rendered without extras', { why: messageOf(error) });
    return slackMessage({ ...message, facts: {}, details: [], links: [], at: undefined }, context);
  }
}

/** Never throws. Where Slack asks for a pause, everybody backs off. */
export async function deliverToSlack(
  message: Message,
  url: string,
  msLeft: () => number,
  deps: SlackDeps,
): Promise<Answer> {
  try {
    await deps.postMessage(url, renderSlack(message, deps), msLeft);
    return DELIVERED;
  } catch (error) {
    if (error instanceof SlackError && error.retryAfter !== undefined) await deps.backOff(error.retryAfter);
    return answerOf(error);
  }
}
