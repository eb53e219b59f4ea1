/** A card as a Slack message: Block Kit in one attachment, so that it has a colour. */
import { sanitizeLine } from '../../../../shared/text/sanitize';
import { type Card, ICONS, type Tone } from '../../card';
import { type Block, type SlackMessage, withinLimits } from './limits';
import { date, escapeText, link, mention } from './mrkdwn';

const COLORS: Record<Tone, string> = {
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
  mentions: Partial<Record<Tone, string[]>>;
};

const header = (text: string): Block => ({
  type: 'header',
  text: { type: 'plain_text', text: escapeText(sanitizeLine(text)), emoji: true },
});

const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text } });

/** A backtick in the text would end the block early. */
const code = (title: string, lines: string[]): Block =>
  section(`*${escapeText(title)}*\n\`\`\`${escapeText(lines.join('\n')).replace(/`/g, 'ˋ')}\`\`\``);

function fields(facts: [name: string, value: string][]): Block[] {
  if (facts.length === 0) return [];
  const texts = facts.map(([name, value]) => `*${escapeText(name)}*\n${escapeText(value)}`);
  return [{ type: 'section', fields: texts.map((text) => ({ type: 'mrkdwn', text })) }];
}

function footer({ at, links }: Card): Block[] {
  const texts = [...(at ? [date(at)] : []), ...links.map(({ text, url }) => link(text, url))];
  if (texts.length === 0) return [];
  return [{ type: 'context', elements: [{ type: 'mrkdwn', text: texts.join('  ·  ') }] }];
}

/** The message for a card, within Slack's limits. Everything in the card is foreign text and escaped here. */
export function slackMessage(
  card: Card,
  { project, environment, channel, mentions }: SlackContext,
): SlackMessage {
  const icon = ICONS[card.tone];
  const facts = Object.entries({ Project: project ?? '', Environment: environment ?? '', ...card.facts });
  const calls = (mentions[card.tone] ?? []).map((target) => `${mention(target)} `).join('');
  return withinLimits({
    text: `${calls}${icon} ${escapeText(sanitizeLine(card.summary))}`,
    ...(channel && { channel }),
    attachments: [
      {
        color: COLORS[card.tone],
        blocks: [
          header(`${icon} ${card.title}`),
          ...card.paragraphs.filter((text) => text.trim() !== '').map((text) => section(escapeText(text))),
          ...fields(facts.filter(([, value]) => value !== '')),
          ...card.details.map(({ title, lines }) => code(title, lines)),
          ...footer(card),
        ],
      },
    ],
  });
}
