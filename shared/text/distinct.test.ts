import { withDistinctNames } from './distinct';

describe('withDistinctNames', () => {
  it('numbers names that are the same, and loses no value', () => {
    expect(
      withDistinctNames([
        ['a', 1],
        ['a (2)', 2],
        ['a', 3],
        ['b', 4],
        ['a', 5],
      ]),
    ).toEqual({ a: 1, 'a (2)': 2, 'a (3)': 3, b: 4, 'a (4)': 5 });
  });
});
