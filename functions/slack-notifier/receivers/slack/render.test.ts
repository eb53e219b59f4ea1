import fc from 'fast-check';
import { bounded } from '../../../../shared/bounded';
import type { Severity } from '../../../../shared/notification';
import { eventNames, fixture } from '../../../../test/fixture';
import { message } from '../../../../test/slack-notifier';
import { alone, type Message } from '../../delivery/digest';
import type { DigestLine } from '../../delivery/digest-line';
import { readIncomingEvents } from '../../incoming';
import { incomingNotification } from '../../notifications/incoming';
import { type Block, LIMITS, type SlackMessage } from './limits';
import { type SlackContext, slackMessage } from './render';

const place: SlackContext = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };

function blockTexts(block: Block): string[] {
  switch (block.type) {
    case 'section':
      return [...(block.text ? [block.text] : []), ...(block.fields ?? [])].map(({ text }) => text);
    case 'context':
      return block.elements.flatMap((element) => ('text' in element ? [element.text] : []));
  }
}

const blocksOf = ({ attachments }: SlackMessage): Block[] => attachments.flatMap(({ blocks }) => blocks);
const textsOf = (posted: SlackMessage): string[] => [posted.text, ...blocksOf(posted).flatMap(blockTexts)];

/** The most that Slack takes in each text of a block. */
const limitOf = (block: Block): number =>
  block.type === 'section' && block.fields ? LIMITS.field : LIMITS.section;

const messagesIn = (name: string): Message[] =>
  readIncomingEvents(fixture(name), 'request-1').map((incoming) =>
    alone(bounded(incomingNotification(incoming))),
  );

describe('slackMessage', () => {
  it.each(eventNames())('says what events/%s.json says', (name) => {
    expect(messagesIn(name).map((one) => slackMessage(one, place))).toMatchSnapshot();
  });

  it.each(eventNames())('says nothing of events/%s.json twice', (name) => {
    for (const one of messagesIn(name)) {
      const posted = slackMessage(one, place);
      const below = blocksOf(posted).flatMap(blockTexts).join('\n');
      const headline = posted.text.replace(/^\S+ /u, '');
      expect(headline).not.toBe('');
      expect(below).not.toContain(headline);
    }
  });

  it.each<[Severity, string, string]>([
    ['critical', '🔴', '#d72b3f'],
    ['warning', '🟠', '#f2952f'],
    ['info', '🔵', '#2f7ef2'],
    ['good', '🟢', '#2eb67d'],
    ['unknown', '⚪', '#8d8d8d'],
  ])('gives %s its icon and colour', (severity, icon, color) => {
    const posted = slackMessage(message({ severity }), place);
    expect(posted.text).toBe(`${icon} *web*: down`);
    expect(posted.attachments.map((one) => one.color)).toEqual([color]);
  });

  it('is a headline, then what explains it: words, lines; then small: what it is about, time and links', () => {
    const full = message({
      text: 'For 5 minutes.\n\n> The shop of all shops.',
      facts: { instance: 'i-1, t3.small', alarm: 'disk-critical', rule: '' },
      details: [{ title: 'syslog', lines: ['one', 'two'] }],
      links: [{ text: 'Alarm', url: 'https://x.y/' }],
    });
    const posted = slackMessage(full, { ...place, environment: undefined });
    expect(textsOf(posted)).toEqual([
      '🔴 *web*: down',
      'For 5 minutes.',
      '>The shop of all shops.',
      'syslog\n```one\ntwo```',
      'shop  ·  i-1, t3.small  ·  alarm disk-critical',
      '<!date^1772421060^{date_short_pretty} {time_secs}|2026-03-02 03:11:00 UTC>  ·  <https://x.y/|Alarm>',
    ]);
  });

  it('has no attachment when there is nothing left to say', () => {
    const nowhere = { ...place, project: undefined, environment: undefined };
    expect(slackMessage(message({ text: '', facts: {}, at: undefined }), nowhere)).toEqual({
      text: '🔴 *web*: down',
      attachments: [],
    });
  });

  it('has one small line for good news', () => {
    const good = message({
      text: '',
      severity: 'good',
      facts: { instance: 'i-1' },
      links: [{ text: 'Alarm', url: 'https://x.y/' }],
    });
    expect(textsOf(slackMessage(good, place))).toEqual([
      '🟢 *web*: down',
      'shop  ·  production  ·  i-1  ·  <!date^1772421060^{date_short_pretty} {time_secs}|2026-03-02 03:11:00 UTC>  ·  <https://x.y/|Alarm>',
    ]);
  });

  it.each([
    ['begins with it', 'web', 'web: down', '*web*: down'],
    ['has it in the middle', 'main', 'Audit log main is off', 'Audit log *main* is off'],
    ['does not have it', 'db', 'web: down', 'web: down'],
    ['has none', undefined, 'web: down', 'web: down'],
    ['has one that Slack would not take for bold', 'a*b', 'a*b: down', 'a*b: down'],
    ['has one that is escaped', '<b>', '<b>: down', '*&lt;b&gt;*: down'],
    ['is cut within it', 'x'.repeat(200), `${'x'.repeat(200)}: down`, `${'x'.repeat(149)}…`],
  ])('shows the thing in bold, where the headline %s', (_, subject, title, expected) => {
    expect(slackMessage(message({ subject, title }), place).text).toBe(`🔴 ${expected}`);
  });

  it('cuts a headline where phones cut, and shows it whole below', () => {
    const title = `web: ${'x'.repeat(300)} < 5`;
    const posted = slackMessage(message({ title }), place);
    expect(posted.text).toBe(`🔴 *web*: ${'x'.repeat(144)}…`);
    expect(textsOf(posted)[1]).toBe(`web: ${'x'.repeat(300)} &lt; 5`);
  });

  it('shows a digest line by line, with its icon and its link', () => {
    const lines: DigestLine[] = [
      { severity: 'critical', name: 'web: down', url: 'https://x.y/web', text: '12:11 ALARM' },
      { severity: 'good', name: 'disk <1>', url: undefined, text: '12:12 OK' },
      { severity: 'info', name: 'odd', url: 'javascript:alert(1)', text: '12:13' },
    ];
    const posted = slackMessage(
      message({ subject: undefined, title: '3 alarms', text: 'Why.', facts: {}, lines }),
      place,
    );
    expect(textsOf(posted).slice(0, 3)).toEqual([
      '🔴 3 alarms',
      '🔴 <https://x.y/web|web: down>  12:11 ALARM\n🟢 disk &lt;1&gt;  12:12 OK\n🔵 odd  12:13',
      'Why.',
    ]);
  });

  describe('mentions', () => {
    const mentions = { critical: ['channel', 'U0123'], warning: ['here'] };
    const callsIn = (posted: SlackMessage) => JSON.stringify(posted).match(/<[!@](?!date)[^>]*>/g) ?? [];

    it('call those who are configured for the severity, and nobody else', () => {
      expect(slackMessage(message(), { ...place, mentions }).text).toBe('<!channel> <@U0123> 🔴 *web*: down');
      expect(slackMessage(message({ severity: 'good' }), { ...place, mentions }).text).toBe('🟢 *web*: down');
    });

    it('stand once, in the text, which calls where a message has no blocks of its own', () => {
      for (const one of eventNames().flatMap(messagesIn)) {
        const posted = slackMessage({ ...one, severity: 'critical' }, { ...place, mentions });
        expect(posted.text).toMatch(/^<!channel> <@U0123> 🔴 /u);
        expect(callsIn(posted)).toEqual(['<!channel>', '<@U0123>']);
        expect(Object.keys(posted)).toEqual(['text', 'attachments']);
        expect(posted.attachments.length).toBeLessThanOrEqual(1);
      }
    });
  });

  it('sends the channel only when there is one', () => {
    expect(slackMessage(message(), place)).not.toHaveProperty('channel');
    expect(slackMessage(message(), { ...place, channel: '#ops' })).toHaveProperty('channel', '#ops');
  });

  it('keeps foreign text harmless in every place', () => {
    const evil = '<!channel> & *bold* :fire: _it_\n@everyone';
    const texts = textsOf(
      slackMessage(
        message({
          title: evil,
          text: `${evil}\n\n${evil}`,
          facts: { [evil]: evil },
          details: [{ title: evil, lines: [evil] }],
          links: [{ text: evil, url: 'https://x.y/' }],
          lines: [{ severity: 'info', name: evil, url: 'https://x.y/', text: evil }],
        }),
        { ...place, project: evil },
      ),
    ).join('\n');
    expect(texts).not.toContain('<!c');
    expect(texts.replace(/```[\s\S]*```/, '')).not.toMatch(/:fire:|\*bold\*|_it_/);
    expect(texts).not.toContain('@everyone');
    expect(texts.match(/```/g)).toHaveLength(2);
  });

  const severity = fc.constantFrom<Severity[]>('critical', 'warning', 'info', 'good', 'unknown');
  const text = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('&', '<!channel>', '```', 'x'.repeat(4_000), '안'.repeat(9_000), '\n\n'),
  );
  const url = fc.oneof(fc.webUrl({ withFragments: true }), text);
  const anyMessage = fc
    .record({
      severity,
      title: text,
      text: fc.array(text, { maxLength: 60 }).map((parts) => parts.join('\n\n')),
      account: fc.option(text, { nil: undefined }),
      region: fc.option(text, { nil: undefined }),
      facts: fc.dictionary(fc.string(), text, { maxKeys: 15 }),
      details: fc.array(fc.record({ title: text, lines: fc.array(text) }), { maxLength: 5 }),
      links: fc.array(fc.record({ text, url })),
      at: fc.option(fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('9999-01-01') }), {
        nil: undefined,
      }),
      lines: fc.array(fc.record({ severity, name: text, url: fc.option(url, { nil: undefined }), text }), {
        maxLength: 40,
      }),
    })
    .map(message);

  it('keeps every limit of Slack and splits nothing, whatever it shows', () => {
    fc.assert(
      fc.property(anyMessage, (anything) => {
        const posted = slackMessage(anything, place);
        const blocks = blocksOf(posted);
        expect(JSON.stringify(posted).length).toBeLessThanOrEqual(LIMITS.total);
        expect(posted.text.length).toBeLessThanOrEqual(LIMITS.text);
        expect(posted.attachments.length).toBeLessThanOrEqual(1);
        expect(blocks.length).toBeLessThanOrEqual(LIMITS.blocks);
        for (const block of blocks) {
          expect(Math.max(...blockTexts(block).map(({ length }) => length))).toBeLessThanOrEqual(
            limitOf(block),
          );
          expect(blockTexts(block).length).toBeLessThanOrEqual(10);
        }
        for (const shown of textsOf(posted)) {
          expect(shown).not.toBe('');
          expect(shown.isWellFormed()).toBe(true);
          expect(shown.replace(/&(amp|lt|gt);/g, '').replace(/<(?:https?:|!date)[^<>]*>/gi, '')).not.toMatch(
            /[&<>]/,
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});
