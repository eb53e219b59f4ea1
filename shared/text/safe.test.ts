import fc from 'fast-check';
import { safe, safeLine } from './safe';

const ESCAPE = '\u001b';

describe('safe', () => {
  it.each([
    ['colours', `${ESCAPE}[36mpass${ESCAPE}[0mword=hunter2`, 'password=‹password›'],
    ['a link of a terminal', `${ESCAPE}]8;;https://x.y${ESCAPE}\\words${ESCAPE}]8;;${ESCAPE}\\`, 'words'],
    ['control characters', 'pass\u0000word=hunter2\u0007', 'password=‹password›'],
    ['what is as wide as nothing', 'pass\u200b\u2060\ufeff\u00adword=hunter2', 'password=‹password›'],
    ['the joiner of emoji between letters', 'pass\u200dword=hunter2', 'password=‹password›'],
    ['selectors and fillers', 'pass\ufe0fwo\u3164rd=hunter2\u{e0101}', 'password=‹password›'],
    ['direction marks', 'a\u202eb\u2066c\u200fd', 'abcd'],
    ['Mongolian selectors and blanks of Braille', 'pass\u180bwo\u2800rd=hunter2', 'password=‹password›'],
    [
      'colours that JSON has written out',
      String.raw`\u001b[31mpass\\u001b[0mword=hunter2`,
      'password=‹password›',
    ],
    [
      'colours that others have written out',
      String.raw`#033[0;32mpa^[[31mss\x1b[mwo\e[1;31mr\033[0md=hunter2`,
      'password=‹password›',
    ],
    ['letters that are written out', String.raw`\u0070assw\\u006frd\u003dhunter2`, 'password=‹password›'],
    [
      'Korean that is written out',
      String.raw`{"\ube44\ubc00\ubc88\ud638": "hunter2"}`,
      '{"비밀번호": "‹password›"}',
    ],
    [
      'quotes that are written out',
      String.raw`{\u0022token\u0022:\u0022a1b2c3d4\u0022}`,
      '{"token":"‹token›"}',
    ],
    ['emoji that are written out', String.raw`\ud83d\ude00 \ud83d`, '😀 \ufffd'],
    ['half characters', 'a\ud83d', 'a\ufffd'],
  ])('is without %s before secrets are looked for', (_, text, shown) => {
    expect(safe(text)).toBe(shown);
  });

  it.each([
    ['emoji', '👨‍👩‍👧 ❤️ 🇰🇷 👍🏽'],
    ['Korean, in parts as well', '디스크 사용량 ㄱㄴ 한글'],
    ['accents', 'café naïve'],
    ['tabs and lines', 'a\tb\nc'],
    ['line breaks and backslashes that are written out', String.raw`a\nb\u000a\\u005c\u00`],
  ])('leaves %s', (_, text) => {
    expect(safe(text)).toBe(text);
  });

  it.each(['a\r\nb', 'a\rb', 'a\u0085b', 'a\u2028b', 'a\u2029b'])('breaks the line of %p at \\n', (text) => {
    expect(safe(text)).toBe('a\nb');
  });

  it('cuts last, so that no half of a secret is left', () => {
    const token = `ghp_${'a1'.repeat(18)}`;
    for (let most = 1; most < 60; most += 1) {
      expect(safe(`the token is ${token}.`, most)).not.toMatch(/ghp_/);
    }
  });

  it('leaves nothing that becomes something when it is done again', () => {
    const pieces = [
      '\\',
      '\\',
      'u',
      '00',
      '7',
      '0',
      '\\u0031',
      '\\u005c',
      '\u200b',
      `${ESCAPE}[0m`,
      '#033[0m',
      String.raw`\x1b[0m`,
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 20 }), (parts) => {
        const shown = safe(parts.join(''));
        expect(safe(shown)).toBe(shown);
      }),
    );
  });

  it('is at most so long, well-formed, and the same when it is done again', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 1, max: 30 }),
        (text, most) => {
          const shown = safe(text, most);
          expect(shown.length).toBeLessThanOrEqual(most);
          expect(shown.isWellFormed()).toBe(true);
          expect(safe(shown, most)).toBe(shown);
        },
      ),
    );
  });
});

describe('safeLine', () => {
  it('is one line, cut after that', () => {
    expect(safeLine(' a \r\n\t b ')).toBe('a b');
    expect(safeLine('a\n\n\nbc', 3)).toBe(`${'a b'.slice(0, 2)}…`);
  });
});
