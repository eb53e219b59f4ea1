import { filterPattern } from './filter-pattern';

const record = JSON.stringify({ a: 'x.y', b: { c: 'two words' }, n: 1, none: null });

describe('filterPattern', () => {
  it.each([
    ['{ $.a = x.y }', true],
    ['{ $.a = "x.y" }', true],
    ['{ $.a = xzy }', false],
    ['{ $.a = x* }', true],
    ['{ $.a = * }', true],
    ['{ $.a != x }', true],
    ['{ $.a != x.y }', false],
    ['{ $.b.c = "two words" }', true],
    ['{ $.b = * }', false],
    ['{ $.n = 1 }', false],
    ['{ $.none = * }', false],
    ['{ $.missing != x }', false],
    ['{ $.toString = * }', false],
    ['{ $.a = x && $.a = y || $.a = x.y }', true],
    ['{ $.a = x && ($.a = y || $.a = x.y) }', false],
    ['{ ($.a = x.y) && (($.b.c = no) || ($.b.c = two*)) }', true],
  ])('%s: %p', (pattern, matches) => {
    expect(filterPattern(pattern)(record)).toBe(matches);
  });

  it.each([
    '',
    'ERROR',
    '{ $.a }',
    '{ $.a = x',
    '{ $.a > 1 }',
    '{ $.a = x } y',
    '{ $.a IS NULL }',
    '{ $.a = ; }',
  ])('refuses what it does not know: %p', (pattern) => {
    expect(() => filterPattern(pattern)).toThrow('filter pattern');
  });

  it.each(['', 'ERROR', '[]', 'null', '42', '"x.y"'])('matches no line such as %p', (line) => {
    expect(filterPattern('{ $.a = * }')(line)).toBe(false);
  });
});
