import fc from 'fast-check';
import { truncate } from './truncate';

describe('truncate', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['', 5, ''],
    ['ab🔴', 3, 'ab…'],
    ['a🔴b', 3, 'a\ufffd…'],
  ])('makes %p of %i at most %p', (text, maxLength, expected) => {
    expect(truncate(text, maxLength)).toBe(expected);
  });

  it('is never longer, and always well formed where it cuts', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (text, maxLength) => {
        const cut = truncate(text, maxLength);
        expect(cut.length).toBeLessThanOrEqual(maxLength);
        expect(cut === text || cut.isWellFormed()).toBe(true);
      }),
    );
  });
});
