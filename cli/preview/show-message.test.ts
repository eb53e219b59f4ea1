import { showMessage } from './show-message';

const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
const context = (text: string) => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] });

/** A terminal's colours are none of its words. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
const plain = (text: string): string => text.replace(/\u001b\[\d+m/g, '');

describe('showMessage', () => {
  it('shows the lines of a message as Slack does', () => {
    const shown = showMessage({
      text: '🔴 *web-1*: CPU &gt; 80 %',
      attachments: [
        { blocks: [section('>quoted\nline'), context('a &amp; b  ·  <https://a.example|Alarm>')] },
      ],
    });
    expect(plain(shown)).toBe('🔴 web-1: CPU > 80 %\n┃ >quoted\n┃ line\n┃\n┃ a & b  ·  Alarm');
  });

  it('names the zone of its times, which the curve above may have otherwise', () => {
    const date = '<!date^1772421084^{date_short}, {time_secs}|2026-03-02 12:11:24 KST>';
    const shown = plain(showMessage({ text: 'a', attachments: [{ blocks: [context(date)] }] }));
    expect(shown).toMatch(/^a\n┃ 2026-03-0[12] \d\d:\d\d:24 (?:[A-Z]{3}|GMT.*)$/);
  });
});
