import { padColumns, table } from './table';

describe('padColumns', () => {
  it('makes every cell as wide as the widest of its column', () => {
    expect(
      padColumns([
        ['a', ''],
        ['long', 'b'],
      ]),
    ).toEqual([
      ['a   ', ' '],
      ['long', 'b'],
    ]);
    expect(padColumns([])).toEqual([]);
  });
});

describe('table', () => {
  it('puts columns beside each other, and nothing behind the last', () => {
    expect(
      table([
        ['DONE', 'WHY'],
        ['put back', ''],
        ['stays', 'a mail'],
      ]),
    ).toEqual(['DONE      WHY', 'put back', 'stays     a mail']);
  });
});
