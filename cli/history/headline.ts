/** The first line of a message to Slack as plain text, with its sign and without whom it calls. */
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import { richText } from '../preview/rich-text';

/** Parts words that Slack would make something of. */
const INVISIBLE = '\u200b';

/** They stand first. */
const CALLS = /^(?:<[@!][^<>]*> )+/;

export function headlineOf({ text }: Pick<SlackMessage, 'text'>): string {
  const elements = richText(text.replace(CALLS, ''), String).flatMap((one) =>
    one.type === 'rich_text_section' ? one.elements : [],
  );
  const words = elements.flatMap((one) => (one.type === 'text' ? one.text : []));
  return words.join('').replaceAll(INVISIBLE, '').trim();
}
