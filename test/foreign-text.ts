/** Foreign text: secrets and what looks like one, what takes many bytes, and much of it. */
import fc from 'fast-check';

const SNIPPETS = [
  'password=hunter2',
  'token=abc def',
  'secret: "a b c"',
  'Authorization: Bearer abcdefgh.ijk',
  'alarm ',
  'basic ',
  'health ',
  'postgres://app:hunter2@db',
  'AKIAABCDEFGHIJKLMNOP',
  '-----BEGIN PRIVATE KEY-----',
  '***',
  ' #0123456789abcdef',
  '\u0000',
  '\ud800',
  '한',
  '"',
];
export const foreignText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...SNIPPETS),
      fc.string({ maxLength: 10 }),
      fc.integer({ min: 1, max: 300 }).map((length) => 'x'.repeat(length)),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));
