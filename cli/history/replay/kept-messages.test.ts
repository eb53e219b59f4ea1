import type { SlackMessage } from '../../../functions/slack-notifier/receivers/slack/limits';
import { messageStore } from './kept-messages';

const message = (text: string): SlackMessage => ({ text, attachments: [] });

describe('messageStore', () => {
  it('gives each message back whole, in whatever order it is asked for', () => {
    const keep = messageStore();
    const texts = Array.from({ length: 300 }, (_, index) => `🔴 *web-${index}*: 디스크 /`);
    const kept = texts.map((text, index) => keep(index, message(text)));
    const order = kept.map((_, index) => (index * 77) % kept.length);
    for (const index of order) expect(kept[index]?.slack).toEqual(message(texts[index] ?? ''));
    expect(kept.at(-1)).toMatchObject({ at: 299, changes: 0 });
  });
});
