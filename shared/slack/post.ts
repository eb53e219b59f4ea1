/** Posts a message to an incoming webhook, with one quick retry. */
import { setTimeout as wait } from 'node:timers/promises';
import { IncomingWebhook, IncomingWebhookHTTPError, IncomingWebhookRequestError } from '@slack/webhook';
import { messageOf, SlackError } from '../errors';
import { httpsFetch } from './https-fetch';
import type { SlackMessage } from './limits';

const TIMEOUT = 5_000;
/** Time kept back for the log line and the reply, in ms. */
const RESERVE = 500;
const PAUSE = 250;
const LONGEST_RETRY_AFTER = 3_000;

/** What to do about Slack's own words. @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
export const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['no_service', 'the webhook is gone: make a new one in Slack and run `npm run webhook`'],
  ['no_active_hooks', 'the webhook is disabled: make a new one in Slack and run `npm run webhook`'],
  ['invalid_token', 'the webhook is not valid: make a new one in Slack and run `npm run webhook`'],
  ['no_team', 'the workspace is gone: make a webhook in another one and run `npm run webhook`'],
  ['channel_is_archived', 'unarchive the channel in Slack, or make a webhook for another one'],
  ['channel_not_found', 'the channel is gone: check SLACK_CHANNEL, or make a webhook for another one'],
  ['action_prohibited', 'an administrator of the workspace restricts who may post there'],
  ['posting_to_general_channel_denied', 'an administrator restricts who may post to #general'],
]);

type Failure = SlackError & { retryAfter?: number };

/** The error of one attempt; `retryAfter` in ms when Slack gave one. */
function failureOf(error: unknown, retryAfter: string | null): Failure {
  if (!(error instanceof IncomingWebhookHTTPError)) {
    const cause = error instanceof IncomingWebhookRequestError ? error.original : error;
    return new SlackError(`Slack could not be reached: ${messageOf(cause)}`, false, { cause: error });
  }
  const word = error.body.trim().slice(0, 100) || error.statusMessage;
  const remedy = REMEDIES.get(word);
  const permanent = error.statusCode < 500 && error.statusCode !== 429;
  const failure: Failure = new SlackError(
    `Slack refused the message: ${word} (HTTP ${error.statusCode})${remedy ? `; ${remedy}` : ''}`,
    permanent,
    { cause: error },
  );
  if (retryAfter !== null) failure.retryAfter = Number(retryAfter) * 1_000;
  return failure;
}

async function attempt(url: string, message: SlackMessage, timeout: number): Promise<Failure | undefined> {
  let retryAfter: string | null = null;
  const webhook = new IncomingWebhook(url, {
    timeout,
    fetch: async (...request) => {
      const response = await httpsFetch(...request);
      retryAfter = response.headers.get('retry-after');
      return response;
    },
  });
  try {
    await webhook.send(message);
    return undefined;
  } catch (error) {
    return failureOf(error, retryAfter);
  }
}

/** How long to wait before a second attempt, in ms; `undefined`: a second attempt is of no use. */
function pauseAfter({ permanent, retryAfter = PAUSE }: Failure): number | undefined {
  return permanent || !(retryAfter <= LONGEST_RETRY_AFTER) ? undefined : retryAfter;
}

/**
 * Resolves when Slack has accepted the message. Network errors, 5xx and 429 with a short `Retry-After` are tried once
 * more, inside the time that is left. A message is posted twice only when Slack's reply was cut off.
 * @param msLeft how long the caller may still take, in ms
 * @throws SlackError with Slack's own word and the remedy
 */
export async function postMessage(url: string, message: SlackMessage, msLeft: () => number): Promise<void> {
  const timeout = () => Math.max(1, Math.min(TIMEOUT, msLeft() - RESERVE));
  const failure = await attempt(url, message, timeout());
  if (!failure) return;
  const pause = pauseAfter(failure);
  if (pause === undefined || msLeft() < pause + 2 * RESERVE) throw failure;
  await wait(pause);
  const second = await attempt(url, message, timeout());
  if (second) throw second;
}
