import fc from 'fast-check';
import { item } from '../../test/slack-notifier';
import type { Tone } from './card';
import { ICONS } from './card';
import { digests } from './digest';
import { plainText } from './receivers/email';
import { escapeText } from './receivers/slack/mrkdwn';
import { slackMessage } from './receivers/slack/render';

const place = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };
const minute = (minutes: number) => new Date(Date.UTC(2026, 2, 2, 3, minutes));

describe('digests', () => {
  it('leaves a single item its own words', () => {
    const one = item('web');
    expect(digests([one])).toEqual([{ card: one.card, items: [one] }]);
  });

  it('groups by alarm and state, critical first, with counts and the newest reason', () => {
    const [digest, ...more] = digests([
      item('memory', { tone: 'warning', at: minute(1) }),
      item('cpu', { at: minute(1), summary: 'ALARM: cpu — CPU was 81 %.' }),
      item('cpu', { at: minute(3), summary: 'ALARM: cpu — CPU was 99 %.' }),
      item('cpu', { at: minute(2), summary: 'ALARM: cpu — CPU was 85 %.' }),
      item('disk', { tone: 'good', title: 'OK: disk', summary: 'OK: disk' }),
    ]);
    expect(more).toEqual([]);
    expect(digest?.card).toEqual({
      tone: 'critical',
      title: '5 messages at once',
      summary: '5 messages at once, 3 critical — ALARM: cpu; ALARM: memory; OK: disk',
      paragraphs: [
        '🔴 ALARM: cpu ×3 — CPU was 99 %.\n🟠 ALARM: memory — it is down.\n🟢 OK: disk',
        'Slack takes one message a second, so these are told together.',
      ],
      facts: { Account: '', Region: '' },
      details: [],
      links: [],
      at: minute(3),
    });
  });

  it('names account and region only where all share them', () => {
    const facts = (Account: string) => ({ facts: { Account, Region: 'Seoul' } });
    const [digest] = digests([item('a', facts('1')), item('b', facts('2'))]);
    expect(digest?.card.facts).toEqual({ Account: '', Region: 'Seoul' });
  });

  const name = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 }),
    fc.stringMatching(/^[&<>"\\]{1,255}$/),
    fc.stringMatching(/^[a-z0-9-]{1,255}$/),
  );
  const tones = Object.keys(ICONS) as Tone[];
  const items = fc.array(
    fc
      .record({ name, tone: fc.constantFrom(...tones), reason: fc.string({ maxLength: 400 }) })
      .map(({ name: alarm, tone, reason }) => {
        const title = `ALARM: x${alarm.slice(0, 200)}`;
        return item(alarm, { tone, title, summary: `${title} — ${reason}` });
      }),
    { minLength: 1, maxLength: 40 },
  );

  it('leaves nobody out, and fits Slack without being cut', () => {
    fc.assert(
      fc.property(items, (all) => {
        const made = digests(all);
        const shown = made.flatMap((digest) => digest.items);
        expect([shown.length, new Set(shown)]).toEqual([all.length, new Set(all)]);
        for (const { card, items: those } of made.filter((digest) => digest.items.length > 1)) {
          const json = JSON.stringify(slackMessage(card, place));
          expect(json).not.toContain('did not fit');
          const text = JSON.parse(json)
            .attachments[0].blocks.map(({ text: block }: { text?: { text: string } }) => block?.text ?? '')
            .join('\n');
          for (const one of those) {
            expect(text).toContain(escapeText(one.card.title.replace(/\s+/g, ' ')).trim());
          }
          expect(plainText(card, { ...place, timeZone: 'UTC', unreachable: undefined }).body).toMatch(/\S/);
        }
      }),
      { numRuns: 200 },
    );
  });
});
