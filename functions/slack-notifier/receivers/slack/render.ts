/** A message as Slack takes it: one line of text, and Block Kit in one attachment, so that it has a colour. */
import type { MrkdwnElement } from '@slack/types';
import { type Severity, splitHeadline } from '../../../../shared/notification';
import { oneLine } from '../../../../shared/text/safe';
import type { Message } from '../../delivery/digest';
import { type DigestLine, splitByWeight, weightOf } from '../../delivery/digest-line';
import { factsOf } from '../facts';
import { type Block, LIMITS, type SlackMessage, withinLimits } from './limits';
import { date, escapeCode, escapeLines, escapeText, link, mention, withoutLinks } from './mrkdwn';

const ICONS: Record<Severity, string> = {
  critical: '🔴',
  warning: '🟠',
  unknown: '⚪',
  info: '🔵',
  good: '🟢',
};

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
  section(`*${escapeText(title)}*\n\`\`\`${escapeCode(lines.join('\n'))}\`\`\``);

function fields(facts: [name: string, value: string][]): Block[] {
  if (facts.length === 0) return [];
  const texts = facts.map(([name, value]) => `*${escapeText(name)}*\n${escapeText(value)}`);
  return [{ type: 'section', fields: texts.map(mrkdwn) }];
}

/** Slack takes 3,000 characters in a section; escaping adds to what is counted. */
const MAX_SECTION_WEIGHT = 2_300;

/** `🔴 web-1 cpu: 12:00 ALARM → 12:01 OK — CPU was 97 %.` */
function digestLine({ severity, name, url, text }: DigestLine): string {
  const shown = url ? link(name, url) : escapeText(oneLine(name));
  return `${ICONS[severity]} ${shown}: ${escapeText(oneLine(text))}`;
}

const digestBlocks = (lines: DigestLine[]): Block[] =>
  splitByWeight(lines, weightOf, MAX_SECTION_WEIGHT).map((part) => section(part.map(digestLine).join('\n')));

const paragraphs = (text: string): Block[] =>
  text
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== '')
    .map((paragraph) => section(escapeLines(paragraph)));

function footer({ at, links }: Message): Block[] {
  const texts = [...(at ? [date(at)] : []), ...links.map(({ text, url }) => link(text, url))];
  if (texts.length === 0) return [];
  return [{ type: 'context', elements: [mrkdwn(texts.join('  ·  '))] }];
}

/** Where the headline would be cut, all that follows the title stands below. */
function headlineOf(message: Message, lead: string): { text: string; body: string } {
  const { headline, body } = splitHeadline(message);
  const shown = (line: string): string => lead + withoutLinks(escapeText(oneLine(line)));
  const text = shown(headline);
  if (text.length <= LIMITS.text) return { text, body };
  return { text: shown(message.title), body: message.text };
}

/**
 * The message within Slack's limits. All of it is foreign text and escaped here. With an attachment and no blocks of
 * its own, Slack shows `text` as the first line, and there a mention calls: so the headline stands there alone.
 * @see https://docs.slack.dev/messaging/formatting-message-text#mentioning-users
 */
export function slackMessage(
  message: Message,
  { project, environment, channel, mentions }: SlackContext,
): SlackMessage {
  const { severity, details, lines } = message;
  const calls = (mentions[severity] ?? []).map((target) => `${mention(target)} `).join('');
  const { text, body } = headlineOf(message, `${calls}${ICONS[severity]} `);
  const blocks = [
    ...digestBlocks(lines),
    ...paragraphs(body),
    ...fields(factsOf(message, { project, environment })),
    ...details.map(({ title, lines: shown }) => code(title, shown)),
    ...footer(message),
  ];
  return withinLimits({
    text,
    ...(channel && { channel }),
    attachments: blocks.length > 0 ? [{ color: COLORS[severity], blocks }] : [],
  });
}
