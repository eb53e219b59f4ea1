import fc from 'fast-check';
import { HARMLESS } from '../../test/redaction/harmless';
import { filled } from '../../test/redaction/random';
import { SECRETS } from '../../test/redaction/secrets';
import { TOKEN_SHAPES } from '../../test/redaction/token-shapes';
import { redact } from './redact';
import { hideAlso } from './secrets/own';

const SEEDS = [1, 2, 3];
const MARKED = /«([\s\S]*?)»/g;
const bare = (text: string): string => text.replace(/[«»]/g, '');

describe('redact', () => {
  it.each(SECRETS.map(([kind, template], index) => [kind, template.slice(0, 100), template, index] as const))(
    'hides a %s and nothing else: %s',
    (kind, _, template, index) => {
      for (const seed of SEEDS) {
        const text = filled(template, 1_000 * index + 100 * seed);
        expect(redact(bare(text))).toBe(text.replace(MARKED, `‹${kind}›`));
      }
    },
  );

  it.each(HARMLESS)('leaves as it is: %s', (line) => {
    expect(redact(line)).toBe(line);
  });

  it.each(Object.entries(TOKEN_SHAPES))(
    'knows a %s by its shape, and what is none',
    (kind, [example, nearMiss]) => {
      for (const seed of SEEDS) {
        expect(redact(`found ${filled(example, seed)} here`)).toBe(`found ‹${kind}› here`);
        expect(redact(`found ${filled(nearMiss, seed)} here`)).toBe(`found ${filled(nearMiss, seed)} here`);
      }
    },
  );

  const shape = fc.constantFrom(...Object.entries(TOKEN_SHAPES));
  it.each([
    ['JSON', (token: string) => `{"x":"${token}"}`],
    ['JSON in JSON', (token: string) => `{"x":"{\\"y\\":\\"a\\n${token}\\"}"}`],
    ['a query', (token: string) => `/a?x=1&y=${token}&z=2`],
    ['an encoded query', (token: string) => `next=%2Fa%3Fy%3D${token}%26z%3D2`],
    ['XML', (token: string) => `<x>${token}</x>`],
    ['brackets', (token: string) => `(${token}), [${token}]`],
    ['the beginning and the end', (token: string) => token],
  ])('knows a token in %s', (_, within) => {
    fc.assert(
      fc.property(shape, fc.nat(100_000), ([, [example]], seed) => {
        const token = filled(example, seed).replace(/=+$/, '');
        expect(redact(within(token))).not.toContain(token);
      }),
    );
  });

  it('changes nothing when it is done again', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(fc.constantFrom(...SECRETS.map(([, template]) => template), ...HARMLESS), fc.string()),
          {
            maxLength: 5,
          },
        ),
        fc.nat(100_000),
        (parts, seed) => {
          const once = redact(bare(filled(parts.join(' '), seed)));
          expect(redact(once)).toBe(once);
        },
      ),
    );
  });

  it('takes no more for a key than a key', () => {
    const begin = '-----BEGIN PRIVATE KEY-----';
    for (const text of [`web-1: ${begin} and the disk is full`, `${begin}\nConnection refused`]) {
      expect(redact(text).replace('‹private key›', begin)).toBe(text);
    }
  });

  describe('of an operator', () => {
    afterEach(() => Reflect.deleteProperty(globalThis, 'REDACT_EXTRA'));

    it.each([
      ['a string, wherever it stands', ['CODE-7.A'], 'x=CODE-7.A, CODE-7xA', 'x=‹redact.extra›, CODE-7xA'],
      [
        'what begins like a prefix',
        ['acme_*'],
        '"acme_1/2" acme_ acmes',
        '"‹redact.extra›" ‹redact.extra› acmes',
      ],
      ['the longest of two', ['acme', 'acme-live-*'], 'acme-live-9', '‹redact.extra›'],
      ['no pattern', ['a.c$', '(a+)+'], 'abc (a+)+', 'abc ‹redact.extra›'],
    ])('hides %s', (_, entries, text, hidden) => {
      hideAlso(entries);
      expect(redact(text)).toBe(hidden);
    });
  });
});
