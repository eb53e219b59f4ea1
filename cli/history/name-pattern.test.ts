import fc from 'fast-check';
import { matcherOf, namesLike } from './name-pattern';

describe('matcherOf', () => {
  it.each([
    ['web-1', 'web-1', true],
    ['web-1', 'web-10', false],
    ['web-*', 'web-1 cpu', true],
    ['web-*', 'web', false],
    ['*cpu', 'web-1 cpu', true],
    ['*cpu', 'cpu 2', false],
    ['web*cpu', 'web cpu cpu', true],
    ['a*a', 'a', false],
    ['a*b*b', 'ab', false],
    ['a*b*c', 'a-c-b-c', true],
    ['*', '', true],
    ['**', 'web', true],
    ['w.b', 'web', false],
    ['[', '[', true],
  ])('%s with %s is %s', (pattern, name, expected) => {
    expect(matcherOf(pattern)(name)).toBe(expected);
  });

  it('takes any text for a star', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '.', ' '), maxLength: 5 });
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 1, maxLength: 5 }),
        fc.array(text, { minLength: 4, maxLength: 4 }),
        (parts, between) => {
          const name = parts
            .map((part, index) => part + (index < parts.length - 1 ? between[index] : ''))
            .join('');
          expect(matcherOf(parts.join('*'))(name)).toBe(true);
        },
      ),
    );
  });

  it('ends soon, whatever the pattern', () => {
    expect(matcherOf(`${'a*'.repeat(5_000)}b`)('a'.repeat(5_000))).toBe(false);
  });
});

describe('namesLike', () => {
  const names = ['web-1', 'web-10', 'db', 'a*'];
  it.each([
    ['web-1', ['web-1']],
    ['web', ['web-1', 'web-10']],
    ['web-*', ['web-1', 'web-10']],
    ['a*', ['a*']],
    ['nothing', []],
  ])('%s', (text, expected) => {
    expect([...namesLike(text, names)]).toEqual(expected);
  });
});
