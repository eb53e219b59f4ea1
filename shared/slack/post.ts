/** Posts a message to an incoming webhook. */
import { IncomingWebhook, IncomingWebhookHTTPError, IncomingWebhookRequestError } from '@slack/webhook';
import { messageOf, SlackError } from '../errors';
import { httpsFetch } from './https-fetch';
import type { SlackMessage } from './limits';

const TIMEOUT = 5_000;
/** Time kept back for the log line and the reply, in ms. */
const RESERVE = 500;

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

/** @param retryAfter the header, in seconds */
function failureOf(error: unknown, retryAfter: string | null): SlackError {
  if (!(error instanceof IncomingWebhookHTTPError)) {
    const cause = error instanceof IncomingWebhookRequestError ? error.original : error;
    return new SlackError(`Slack could not be reached: ${messageOf(cause)}`, false, { cause: error });
  }
  const word = error.body.trim().slice(0, 100) || error.statusMessage;
  const remedy = REMEDIES.get(word);
  const seconds = Number(retryAfter ?? Number.NaN);
  return new SlackError(
    `Slack refused the message: ${word} (HTTP ${error.statusCode})${remedy ? `; ${remedy}` : ''}`,
    error.statusCode < 500 && error.statusCode !== 429,
    { cause: error, retryAfter: seconds > 0 ? seconds * 1_000 : undefined },
  );
}

/**
 * Resolves when Slack has accepted the message. One request: whoever calls knows when there may be another.
 * @param msLeft how long the caller may still take, in ms
 * @throws SlackError with Slack's own word and the remedy
 */
export async function postMessage(url: string, message: SlackMessage, msLeft: () => number): Promise<void> {
  let retryAfter: string | null = null;
  const webhook = new IncomingWebhook(url, {
    timeout: Math.max(1, Math.min(TIMEOUT, msLeft() - RESERVE)),
    fetch: async (...request) => {
      const response = await httpsFetch(...request);
      retryAfter = response.headers.get('retry-after');
      return response;
    },
  });
  try {
    await webhook.send(message);
  } catch (error) {
    throw failureOf(error, retryAfter);
  }
}
