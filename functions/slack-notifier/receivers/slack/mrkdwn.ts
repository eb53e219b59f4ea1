/** Text as Slack reads it. Foreign text passes through `escapeText` before it becomes part of a message. */
import { localTime } from '../../../../shared/text/clock';
import { isHttpsUrl } from '../../../../shared/text/link';
import { oneLine } from '../../../../shared/text/safe';

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** The same character, as wide as a Korean one: it looks alike, and formats nothing. */
const fullWidth = (character: string): string => String.fromCharCode(character.charCodeAt(0) + 0xfee0);

/** `*bold*`, `_italic_`, `~struck~`: a pair around something, with no word at either side. Code stays: it is a word in another font. */
const FORMATTED = /(?<![\w*_~])([*_~])(?=[^\s*_~])((?:(?!\1)[^\n])*)(?<=\S)\1(?!\w)/g;
/** `:fire:`, also `:+1::tada:`, but no time such as `12:10:01`, and no part of an ARN or of `Net::HTTP::Get:`. */
const EMOJI = /(?<!\w:{0,2}):(?:\d{0,20}[a-z+_'-][\w+'-]{0,100}:{1,2})+/gi;
const ADDRESS = /\b(?:https?:|ftp:|mailto:|www\.)(?=\S)/gi;

/** `& < >` escaped, so that `<!channel>` calls nobody, and `@channel` parted for workspaces that expand it. */
const escapeMarkup = (text: string): string =>
  text
    .replace(/[&<>]/g, (character) => ENTITIES[character] ?? character)
    .replace(/@(?=channel|here|everyone)/gi, '@\u200b');

/**
 * Foreign text, so that it looks like nothing of ours: without markup, formatting and emoji of its own.
 * @see https://docs.slack.dev/messaging/formatting-message-text#escaping
 */
export const escapeText = (text: string): string =>
  escapeMarkup(text)
    .replace(FORMATTED, (_, mark: string, words: string) => fullWidth(mark) + words + fullWidth(mark))
    .replace(EMOJI, (emoji) => emoji.replace(/:(?=[^:])/g, ':\u200b'));

/** Foreign text between code fences, where nothing but a fence and markup is read. */
export const escapeCode = (text: string): string => escapeMarkup(text).replace(/`/g, fullWidth);

/** Escaped text in which Slack finds no address to link, where it cannot be told not to look for one. */
export const withoutLinks = (escaped: string): string => escaped.replace(ADDRESS, '$&\u200b');

/** The same of many lines, of which those that are somebody else's words (`quoted`) stand as a quotation. */
export const escapeLines = (text: string): string =>
  text
    .split('\n')
    .map((line) => (line.startsWith('> ') ? `>${escapeText(line.slice(2))}` : escapeText(line)))
    .join('\n');

/**
 * A text link: URL buttons show a warning when clicked in a message that came by webhook. What is not `https:` leads nowhere: it
 * may be `javascript:`, or `!channel`, which Slack would read as a call.
 */
export function link(text: string, url: string): string {
  const words = escapeText(oneLine(text)).replace(/\|/g, '¦');
  return isHttpsUrl(url)
    ? `<${url.toWellFormed().replace(/[<>|@\s]/g, encodeURIComponent)}|${words}>`
    : words;
}

/**
 * A moment in the reader's own time zone; by the configured clock where Slack shows only text, as in a notification.
 * @see https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function date(at: Date): string {
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty} {time_secs}|${localTime(at)}>`;
}

/**
 * Escaped text in bold, where it stands as a word of its own; what holds a mark or ends in a space Slack would not take for bold.
 */
export const bold = (escaped: string): string =>
  /^\S(?:[^*\n]*\S)?$/.test(escaped) && !escaped.includes('*') ? `*${escaped}*` : escaped;

/** Who is called: `channel`, `here`, `everyone`, a user id (`U…`, `W…`) or a user group id (`S…`). */
export function mention(target: string): string {
  if (/^[UW]/.test(target)) return `<@${target}>`;
  if (/^S/.test(target)) return `<!subteam^${target}>`;
  return `<!${target}>`;
}
