/** A message as Slack takes it: one line of text, and Block Kit in one attachment, so that it has a colour. */
import type { MrkdwnElement } from '@slack/types';
import type { Severity } from '../../../../shared/notification';
import { oneLine } from '../../../../shared/text/safe';
import { truncate } from '../../../../shared/text/truncate';
import type { Message } from '../../delivery/digest';
import { type DigestLine, splitByWeight, weightOf } from '../../delivery/digest-line';
import { factsOf, factWords } from '../facts';
import { ICONS } from '../icons';
import { type Block, type SlackMessage, withinLimits } from './limits';
import { bold, date, escapeCode, escapeLines, escapeText, link, mention, withoutLinks } from './mrkdwn';

const COLORS: Record<Severity, string> = {
  critical: '#d72b3f',
  warning: '#f2952f',
  info: '#2f7ef2',
  good: '#2eb67d',
  unknown: '#8d8d8d',
};

/** Where the message comes from and whom it calls; `channel` is obeyed by legacy webhooks only. */
export type SlackContext = {
  project: string | undefined;
  environment: string | undefined;
  channel: string | undefined;
  mentions: Partial<Record<Severity, string[]>>;
};

/**
 * `verbatim`: of what is no markup Slack makes no link and no mention.
 * @see https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
const mrkdwn = (text: string): MrkdwnElement => ({ type: 'mrkdwn', text, verbatim: true });

const section = (text: string): Block => ({ type: 'section', text: mrkdwn(text) });

const code = (title: string, lines: string[]): Block =>
  section(`${escapeText(title)}\n\`\`\`${escapeCode(lines.join('\n'))}\`\`\``);

/** Slack takes 3,000 characters in a section; escaping adds to what is counted. */
const MAX_SECTION_WEIGHT = 2_300;

/** `🔴 web-1: CPU at 92 % (limit 80 %)  12:00 ALARM → 12:01 OK → 12:02 ALARM` */
function digestLine({ severity, name, url, text }: DigestLine): string {
  const shown = url ? link(name, url) : escapeText(oneLine(name));
  return [ICONS[severity], shown, text && ` ${escapeText(oneLine(text))}`].filter(Boolean).join(' ');
}

const digestBlocks = (lines: DigestLine[]): Block[] =>
  splitByWeight(lines, weightOf, MAX_SECTION_WEIGHT).map((part) => section(part.map(digestLine).join('\n')));

const paragraphs = (text: string): Block[] =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => section(escapeLines(paragraph)));

const SEPARATOR = '  ·  ';
const small = (words: string[]): Block[] =>
  words.length === 0 ? [] : [{ type: 'context', elements: [mrkdwn(words.join(SEPARATOR))] }];

/** In grey, small: where it comes from and what it is about; then when, and where to go on. */
function footer(message: Message, { project, environment }: SlackContext): Block[] {
  const { at, links } = message;
  const facts = factWords(factsOf(message, { project, environment })).map((one) => escapeText(oneLine(one)));
  const steps = [...(at ? [date(at)] : []), ...links.map(({ text, url }) => link(text, url))];
  const isShort = message.text === '' && message.details.length === 0 && message.lines.length === 0;
  return isShort ? small([...facts, ...steps]) : [...small(facts), ...small(steps)];
}

/** Phones cut what is longer, in the middle of what matters; it stands whole below. */
const MAX_HEADLINE_LENGTH = 150;

/** Where it stands as a word of its own, or -1: Slack makes nothing else bold. */
function wordAt(line: string, word: string): number {
  const isPartOfWord = (character = ''): boolean => /[\p{L}\p{N}_]/u.test(character);
  let at = line.indexOf(word);
  while (at >= 0 && (isPartOfWord(line[at - 1]) || isPartOfWord(line[at + word.length])))
    at = line.indexOf(word, at + 1);
  return at;
}

/** Foreign text for the first line, in which the thing is bold. */
function headlineOf({ title, subject }: Message, lead: string): string {
  const shown = (text: string): string => withoutLinks(escapeText(text));
  const line = truncate(oneLine(title), MAX_HEADLINE_LENGTH);
  const at = subject ? wordAt(line, subject) : -1;
  if (!subject || at < 0) return lead + shown(line);
  const [before, after] = [line.slice(0, at), line.slice(at + subject.length)];
  return `${lead}${shown(before)}${bold(shown(subject))}${shown(after)}`;
}

/**
 * The message within Slack's limits. All of it is foreign text and escaped here. With an attachment and no blocks of
 * its own, Slack shows `text` as the first line, and there a mention calls: so the headline stands there alone.
 * @see https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
 */
export function slackMessage(message: Message, context: SlackContext): SlackMessage {
  const { channel, mentions } = context;
  const { severity, text, details, lines } = message;
  const calls = (mentions[severity] ?? []).map((target) => `${mention(target)} `).join('');
  // What a digest is about stands whole in its lines.
  const isCut = lines.length === 0 && oneLine(message.title).length > MAX_HEADLINE_LENGTH;
  const blocks = [
    ...(isCut ? paragraphs(oneLine(message.title)) : []),
    ...digestBlocks(lines),
    ...paragraphs(text),
    ...details.map(({ title, lines: shown }) => code(title, shown)),
    ...footer(message, context),
  ];
  return withinLimits({
    text: headlineOf(message, `${calls}${ICONS[severity]} `),
    ...(channel && { channel }),
    attachments: blocks.length > 0 ? [{ color: COLORS[severity], blocks }] : [],
  });
}
