import fc from 'fast-check';
import { eventNames, fixture } from '../../../../test/fixture';
import { card } from '../../../../test/slack-notifier';
import type { Card, Tone } from '../../card';
import { signalCard } from '../../cards/signal-card';
import { readIncoming } from '../../incoming';
import { type Block, LIMITS, type SlackMessage } from './limits';
import { type SlackContext, slackMessage } from './render';

const place: SlackContext = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };

function blockTexts(block: Block): string[] {
  switch (block.type) {
    case 'header':
      return [block.text.text];
    case 'section':
      return [...(block.text ? [block.text] : []), ...(block.fields ?? [])].map(({ text }) => text);
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [element.text] : []));
  }
}

const textsOf = ({ text, attachments: [{ blocks }] }: SlackMessage): string[] => [
  text,
  ...blocks.flatMap(blockTexts),
];

/** The most that Slack takes in each text of a block. */
function limitOf(block: Block): number {
  if (block.type === 'header') return 150;
  return block.type === 'section' && block.fields ? 2_000 : 3_000;
}

describe('slackMessage', () => {
  it.each(eventNames())('tells events/%s.json', (name) => {
    expect(
      readIncoming(fixture(name)).map((incoming) => slackMessage(signalCard(incoming), place)),
    ).toMatchSnapshot();
  });

  it.each<[Tone, string, string]>([
    ['critical', '🔴', '#d72b3f'],
    ['warning', '🟠', '#f2952f'],
    ['info', '🔵', '#2f7ef2'],
    ['good', '🟢', '#2eb67d'],
    ['unknown', '⚪', '#8d8d8d'],
  ])('gives %s its icon and colour', (tone, icon, color) => {
    const message = slackMessage(card({ tone }), place);
    expect(message.text).toBe(`${icon} ALARM: web — it is down.`);
    expect(message.attachments[0].color).toBe(color);
  });

  it('calls those who are configured for the severity, and nobody else', () => {
    const mentions = { critical: ['channel', 'U0123'], warning: ['here'] };
    expect(slackMessage(card(), { ...place, mentions }).text).toBe(
      '<!channel> <@U0123> 🔴 ALARM: web — it is down.',
    );
    expect(slackMessage(card({ tone: 'good' }), { ...place, mentions }).text).toBe(
      '🟢 ALARM: web — it is down.',
    );
  });

  it('sends the channel only when there is one', () => {
    expect(slackMessage(card(), place)).not.toHaveProperty('channel');
    expect(slackMessage(card(), { ...place, channel: '#ops' })).toHaveProperty('channel', '#ops');
  });

  it('keeps foreign text harmless in every place', () => {
    const evil = '<!channel> & `password=hunter2`\n@everyone';
    const texts = textsOf(
      slackMessage(
        card({
          title: evil,
          summary: evil,
          paragraphs: [evil],
          facts: { [evil]: evil },
          details: [{ title: evil, lines: [evil] }],
          links: [{ text: evil, url: 'https://x.y/?password=hunter2' }],
        }),
        { ...place, project: evil },
      ),
    ).join('\n');
    expect(texts).not.toContain('<!');
    expect(texts).not.toContain('hunter2');
    expect(texts).not.toContain('@everyone');
    expect(texts.match(/```/g)).toHaveLength(2);
  });

  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('&', '<!channel>', '```', 'x'.repeat(4_000), '안'.repeat(9_000)),
  );
  const anyCard: fc.Arbitrary<Card> = fc.record({
    tone: fc.constantFrom('critical', 'warning', 'info', 'good', 'unknown'),
    title: text,
    summary: text,
    paragraphs: fc.array(text, { maxLength: 60 }),
    facts: fc.dictionary(fc.string(), text, { maxKeys: 15 }),
    details: fc.array(fc.record({ title: text, lines: fc.array(text) }), { maxLength: 5 }),
    links: fc.array(fc.record({ text, url: fc.webUrl({ withFragments: true }) })),
    at: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') }), {
      nil: undefined,
    }),
  });

  it('keeps every limit of Slack and splits nothing, whatever it shows', () => {
    fc.assert(
      fc.property(anyCard, (anything) => {
        const message = slackMessage(anything, place);
        const { blocks } = message.attachments[0];
        expect(JSON.stringify(message).length).toBeLessThanOrEqual(LIMITS.total);
        expect(blocks.length).toBeLessThanOrEqual(50);
        for (const block of blocks) {
          expect(Math.max(...blockTexts(block).map(({ length }) => length))).toBeLessThanOrEqual(
            limitOf(block),
          );
          expect(blockTexts(block).length).toBeLessThanOrEqual(10);
        }
        for (const shown of textsOf(message)) {
          expect(shown).not.toBe('');
          expect(shown.isWellFormed()).toBe(true);
          expect(shown.replace(/&(amp|lt|gt);/g, '').replace(/<(?:https?:|!date)[^<>]*>/g, '')).not.toMatch(
            /[&<>]/,
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
