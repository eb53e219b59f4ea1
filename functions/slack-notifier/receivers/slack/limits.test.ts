import fc from 'fast-check';
import { type Block, LIMITS, type SlackMessage, truncateMrkdwn, withinLimits } from './limits';

const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text } });
const message = (blocks: Block[]): SlackMessage => ({
  text: 'text',
  attachments: [{ color: '#000', blocks }],
});
const blocksOf = ({ attachments }: SlackMessage): Block[] => attachments.flatMap(({ blocks }) => blocks);

describe('truncateMrkdwn', () => {
  it.each([
    ['keeps what fits', 'abcdef', 6, 'abcdef'],
    ['marks what it cuts', 'abcdefg', 6, 'abcd …'],
    ['never splits an escape', 'ab&amp;cdef', 8, 'ab …'],
    ['never splits a code point', 'ab😀😀😀', 6, 'ab😀 …'],
    ['never splits a link', 'a <https://x.y|z> b', 12, 'a  …'],
    ['closes a code fence', '```abcdefghij```', 14, '```abcdef``` …'],
    ['is never empty', '', 6, ' '],
  ])('%s', (_, text, most, expected) => {
    expect(truncateMrkdwn(text, most)).toBe(expected);
  });

  it('never exceeds the limit nor leaves half an escape, whatever comes', () => {
    const piece = fc.constantFrom('&amp;', '&lt;', 'a', '😀', '```', '<https://x|y>', ' ');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 12, max: 60 }), (pieces, most) => {
        const text = truncateMrkdwn(pieces.join(''), most);
        expect(text.length).toBeLessThanOrEqual(most);
        expect(text.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
        expect(text.isWellFormed()).toBe(true);
        expect((text.match(/```/g) ?? []).length % 2).toBe(
          pieces.join('').length <= most ? (pieces.join('').match(/```/g) ?? []).length % 2 : 0,
        );
      }),
    );
  });
});

describe('withinLimits', () => {
  it('leaves a message within the limits as it is', () => {
    const small = message([section('one'), section('two')]);
    expect(withinLimits(small)).toEqual(small);
  });

  it('takes a message of one line', () => {
    expect(withinLimits({ text: 'text', attachments: [] })).toEqual({ text: 'text', attachments: [] });
  });

  it('cuts each text to the limit of its place', () => {
    const long = 'x'.repeat(5_000);
    const field = { type: 'mrkdwn', text: long } as const;
    const fitted = withinLimits({
      ...message([
        section(long),
        { type: 'section', fields: [field, ...Array(11).fill({ ...field, text: 'field' })] },
        { type: 'context', elements: [field, ...Array(11).fill({ ...field, text: 'link' })] },
      ]),
      text: long,
    });
    expect(fitted.text).toBe(`${'x'.repeat(998)} …`);
    expect(blocksOf(fitted)).toMatchObject([
      { text: { text: `${'x'.repeat(2_998)} …` } },
      { fields: { length: 10, 0: { text: `${'x'.repeat(1_998)} …` } } },
      { elements: { length: 10, 0: { text: `${'x'.repeat(2_998)} …` } } },
    ]);
  });

  it('keeps the last block, with its links, when there are too many', () => {
    const blocks = blocksOf(
      withinLimits(message(Array.from({ length: 60 }, (_, i) => section(`block ${i}`)))),
    );
    expect(blocks).toHaveLength(50);
    expect(blocks.at(-1)).toEqual(section('block 59'));
    expect(blocks.at(-2)).toMatchObject({ elements: [{ text: '… and more that did not fit.' }] });
  });

  it('keeps the total, whatever the blocks', () => {
    const block = fc.string({ maxLength: 4_000, unit: 'grapheme' }).map(section);
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 60, size: 'max' }), (blocks) => {
        const fitted = withinLimits(message(blocks));
        expect(JSON.stringify(fitted).length).toBeLessThanOrEqual(LIMITS.total);
        expect(blocksOf(fitted).length).toBeLessThanOrEqual(LIMITS.blocks);
      }),
      { numRuns: 50 },
    );
  });
});
