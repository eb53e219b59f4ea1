/** Text as Slack reads it. Foreign text passes through `escapeText` before it becomes part of a message. */
import { isHttpsUrl } from '../../../../shared/text/link';
import { redact } from '../../../../shared/text/redact';
import { sanitize } from '../../../../shared/text/sanitize';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * Foreign text, harmless: secrets redacted, control and direction-changing characters removed, `& < >` escaped, so that
 * `<!channel>` calls nobody, and `@channel` broken by a zero-width space for workspaces that expand it.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export const escapeText = (text: string): string =>
  sanitize(text)
    .replace(/@(?=channel|here|everyone)/gi, '@\u200b')
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character);

/**
 * A text link: URL buttons show a warning when clicked in a message that came by webhook. What is not `https:` leads nowhere: it
 * may be `javascript:`, or `!channel`, which Slack would read as a call.
 */
export function link(text: string, url: string): string {
  const words = escapeText(text).replace(/\|/g, '¦');
  return isHttpsUrl(url)
    ? `<${redact(url)
        .toWellFormed()
        .replace(/[<>|@\s]/g, encodeURIComponent)}|${words}>`
    : words;
}

/**
 * A moment in the reader's own time zone, UTC where that cannot be shown.
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function date(at: Date): string {
  const fallback = `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`;
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time_secs}|${fallback}>`;
}

/** Who is called: `channel`, `here`, `everyone`, a user id (`U…`, `W…`) or a user group id (`S…`). */
export function mention(target: string): string {
  if (/^[UW]/.test(target)) return `<@${target}>`;
  if (/^S/.test(target)) return `<!subteam^${target}>`;
  return `<!${target}>`;
}
