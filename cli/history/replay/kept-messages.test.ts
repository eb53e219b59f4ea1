import type { SlackMessage } from '../../../functions/slack-notifier/receivers/slack/limits';
import { headlineOf } from './headline';
import { messageStore } from './kept-messages';

const message = (text: string): SlackMessage => ({ text, attachments: [] });

describe('messageStore', () => {
  it('gives each message back whole, in whatever order it is asked for', () => {
    const keep = messageStore();
    const texts = Array.from({ length: 300 }, (_, index) => `🔴 *web-${index}*: 디스크 /`);
    const kept = texts.map((text, index) => keep(index, message(text)));
    const order = kept.map((_, index) => (index * 77) % kept.length);
    for (const index of order) expect(kept[index]?.slack).toEqual(message(texts[index] ?? ''));
    expect(kept.at(-1)).toMatchObject({ at: 299, headline: '🔴 web-299: 디스크 /', changes: 0 });
  });
});

describe('headlineOf', () => {
  it.each<[string, string, string]>([
    ['what is bold', '🔴 *web-1*: disk / at 93 % (limit 90 %)', '🔴 web-1: disk / at 93 % (limit 90 %)'],
    ['whom it calls', '<!channel> <@U0123ABCD> 🟢 *web-1*: well', '🟢 web-1: well'],
    ['what was escaped', '🔴 *a &lt;script&gt; &amp; b*: CPU', '🔴 a <script> & b: CPU'],
    ['what parts an address', '🔴 https:\u200b//example.com', '🔴 https://example.com'],
  ])('reads %s', (_, text, expected) => {
    expect(headlineOf({ text })).toBe(expected);
  });
});
