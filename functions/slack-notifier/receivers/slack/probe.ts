/**
 * Whether a webhook is alive, without a post: Slack refuses a message without text, and by its word a webhook that
 * would have taken one differs from one that is gone. Slack documents the words, but not which it checks first: only
 * a post proves that a webhook works.
 * @see https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks#handling_errors
 */
import { messageOf, SlackError } from '../../../../shared/errors';
import { httpsFetch } from './https-fetch';
import { REMEDIES } from './post';

/** `unclear`: Slack did not answer, or with a word that people report of both. */
export type ProbeResult = { state: 'alive' | 'dead' | 'unclear'; word: string; status: number };

const EMPTY_MESSAGE = '{"text":""}';

/** What a living webhook says to an empty message; which of them depends on its age. */
const ALIVE_WORDS = new Set(['ok', 'no_text', 'missing_text']);
const DEAD_STATUSES = new Set([401, 403, 404, 410]);

/** What an answer to an empty message says about the webhook. */
export function readProbe(status: number, body: string): ProbeResult {
  const word = body.trim().slice(0, 60);
  if (ALIVE_WORDS.has(word)) return { state: 'alive', word, status };
  const state = REMEDIES.has(word) || DEAD_STATUSES.has(status) ? 'dead' : 'unclear';
  // Whoever answers with more than a word is not Slack, and may repeat the address.
  return { state, word: /^\w*$/.test(word) ? word : 'something else than a word', status };
}

/** Asks the webhook. @throws SlackError when nobody answers within so many milliseconds */
export async function probeWebhook(url: string, ms: number): Promise<ProbeResult> {
  try {
    const response = await httpsFetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: EMPTY_MESSAGE,
      signal: AbortSignal.timeout(ms),
    });
    return readProbe(response.status, await response.text());
  } catch (cause) {
    throw new SlackError(`Slack could not be reached: ${messageOf(cause)}`, false, { cause });
  }
}

/** The probe in words: `alive: it refused an empty message with no_text (HTTP 400)`. */
export function probeText({ state, word, status }: ProbeResult): string {
  const answer =
    word === 'ok' ? 'took an empty message' : `refused an empty message with ${word || 'no word'}`;
  return `${state}: it ${answer} (HTTP ${status})`;
}
