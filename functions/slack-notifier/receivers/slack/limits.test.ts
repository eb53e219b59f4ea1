import fc from 'fast-check';
import { type Block, LIMITS, type SlackMessage, truncateMrkdwn, withinLimits } from './limits';

const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text } });
const message = (blocks: Block[]): SlackMessage => ({
  text: 'text',
  attachments: [{ color: '#000', blocks }],
});

describe('cut', () => {
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

  it('cuts each text to the limit of its place', () => {
    const long = 'x'.repeat(5_000);
    const [{ blocks }] = withinLimits(
      message([
        { type: 'header', text: { type: 'plain_text', text: long } },
        section(long),
        { type: 'section', fields: Array.from({ length: 12 }, () => ({ type: 'mrkdwn', text: 'field' })) },
      ]),
    ).attachments;
    expect(blocks[0]).toMatchObject({ text: { text: `${'x'.repeat(148)} …` } });
    expect(blocks[1]).toMatchObject({ text: { text: `${'x'.repeat(2_998)} …` } });
    expect(blocks[2]).toMatchObject({ fields: { length: 10 } });
  });

  it('keeps the last block, with its links, when there are too many', () => {
    const [{ blocks }] = withinLimits(
      message(Array.from({ length: 60 }, (_, i) => section(`block ${i}`))),
    ).attachments;
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
        expect(fitted.attachments[0].blocks.length).toBeLessThanOrEqual(LIMITS.blocks);
      }),
      { numRuns: 50 },
    );
  });
});
