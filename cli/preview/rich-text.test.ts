import { richText } from './rich-text';

const moment = (at: Date): string => at.toISOString().slice(11, 19);
const text = (words: string, style?: object) => ({ type: 'text', text: words, ...(style && { style }) });
const section = (...elements: object[]) => ({ type: 'rich_text_section', elements });

describe('richText', () => {
  it.each<[string, string, object[]]>([
    ['bold', 'a *b* c', [section(text('a '), text('b', { bold: true }), text(' c'))]],
    ['stars within words', 'a*b*c 2*3', [section(text('a*b*c 2*3'))]],
    [
      'italic, struck, code',
      '_a_ ~b~ `c`',
      [
        section(
          text('a', { italic: true }),
          text(' '),
          text('b', { strike: true }),
          text(' '),
          text('c', { code: true }),
        ),
      ],
    ],
    ['escapes', '&lt;b&gt; &amp;lt;', [section(text('<b> &lt;'))]],
    [
      'a link',
      '<https://a.example/x|A&amp;B>',
      [section({ type: 'link', url: 'https://a.example/x', text: 'A&B' })],
    ],
    ['a moment', '<!date^1772421084^{time}|x>', [section(text('03:11:24'))]],
    ['a call', '<!here>', [section({ type: 'broadcast', range: 'here' })]],
    [
      'whom it calls',
      '<@U1> <!subteam^S1>',
      [section(text('@U1', { bold: true }), text(' '), text('@S1', { bold: true }))],
    ],
    [
      'an emoji, but no time',
      ':fire: 12:11:24',
      [section({ type: 'emoji', name: 'fire' }, text(' 12:11:24'))],
    ],
    ['a quotation', '>a\n>b\nc', [{ type: 'rich_text_quote', elements: [text('a\nb')] }, section(text('c'))]],
    [
      'code',
      'a\n```*b*\n&lt;c```',
      [section(text('a')), { type: 'rich_text_preformatted', elements: [text('*b*\n<c')] }],
    ],
    ['no Markdown', '# a\n| b |\n---\n[c](d)\n![e](f)', [section(text('# a\n| b |\n---\n[c](d)\n![e](f)'))]],
  ])('reads %s', (_, mrkdwn, expected) => {
    expect(richText(mrkdwn, moment)).toEqual(expected);
  });
});
