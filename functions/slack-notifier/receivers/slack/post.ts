/** Posts a message to an incoming webhook. */
import { IncomingWebhook, IncomingWebhookHTTPError, IncomingWebhookRequestError } from '@slack/webhook';
import { messageOf, SlackError } from '../../../../shared/errors';
import { httpsFetch } from './https-fetch';
import type { SlackMessage } from './limits';

const POST_TIMEOUT_MS = 5_000;
/** Kept for the log line and the reply. */
const REPLY_RESERVE_MS = 500;
/** What Slack may ask us to wait: it asks for seconds, and whoever asks for a year would silence it for a year. */
const MAX_RETRY_AFTER_MS = 60_000;
/**
 * What Slack answers to a message that it has taken. A proxy, or a webhook that is gone, may answer 200 with
 * something else.
 */
const ACCEPTED = 'ok';

/**
 * What to do about Slack's own words. @see
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
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

/** An answer, with the header `retry-after` in seconds. */
type Answer = { status: number; body: string; reason?: string; retryAfter: string | null };

/** Answers of this kind may be other ones in a moment: a timeout on the way, too many messages. */
const TRANSIENT_STATUSES = new Set([408, 429]);

/**
 * `word` is Slack's own. A redirect, or a page where a word should be, is somebody's on the way, who may be gone in a
 * moment.
 */
const isPermanent = (status: number, word: string): boolean =>
  status < 500 && (REMEDIES.has(word) || (status >= 400 && !TRANSIENT_STATUSES.has(status)));

/** `invalid_blocks` and the like. @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors */
const MESSAGE_STATUSES = new Set([400, 413]);

function refusalOf({ status, body, reason, retryAfter }: Answer, cause?: unknown): SlackError {
  const word = body.trim().slice(0, 100) || reason || 'no word';
  const remedy = REMEDIES.get(word);
  const wait = Math.min(Number(retryAfter ?? Number.NaN) * 1_000, MAX_RETRY_AFTER_MS);
  return new SlackError(
    `Slack refused the message: ${word} (HTTP ${status})${remedy ? `; ${remedy}` : ''}`,
    isPermanent(status, word),
    {
      cause,
      retryAfter: wait > 0 ? wait : undefined,
      isOfMessage: MESSAGE_STATUSES.has(status) && remedy === undefined,
    },
  );
}

function failureOf(error: unknown, retryAfter: string | null): SlackError {
  if (error instanceof IncomingWebhookHTTPError) {
    const { statusCode: status, body, statusMessage: reason } = error;
    return refusalOf({ status, body, reason, retryAfter }, error);
  }
  const cause = error instanceof IncomingWebhookRequestError ? error.original : error;
  return new SlackError(`Slack could not be reached: ${messageOf(cause)}`, false, { cause: error });
}

/**
 * Resolves when Slack has accepted the message, for which it answers `ok`. One request: whoever calls knows when
 * there may be another.
 * @param msLeft how long the caller may still take, in ms
 * @throws SlackError with Slack's own word and the remedy
 */
export async function postMessage(url: string, message: SlackMessage, msLeft: () => number): Promise<void> {
  let retryAfter: string | null = null;
  let status = 0;
  const webhook = new IncomingWebhook(url, {
    timeout: Math.max(1, Math.min(POST_TIMEOUT_MS, msLeft() - REPLY_RESERVE_MS)),
    fetch: async (...request) => {
      const response = await httpsFetch(...request);
      retryAfter = response.headers.get('retry-after');
      status = response.status;
      return response;
    },
  });
  const { text: body } = await webhook.send(message).catch((error: unknown) => {
    throw failureOf(error, retryAfter);
  });
  if (body.trim() !== ACCEPTED) throw refusalOf({ status, body, retryAfter });
}
