import fc from 'fast-check';
import { addressOf, type View, viewOf } from './view';

describe('viewOf', () => {
  const nothing: View = { date: undefined, alarm: undefined, part: 0, theme: 'light' };
  it.each<[string, Partial<View>]>([
    ['', {}],
    ['?date=2026-03-02&part=3', { date: '2026-03-02', part: 3 }],
    ['?alarm=%20web-*%20&theme=dark', { alarm: 'web-*', theme: 'dark' }],
    ['?date=yesterday&part=-1&theme=pink&alarm=', {}],
    ['?part=99999999', {}],
  ])('of %s', (search, expected) => {
    expect(viewOf(search)).toEqual({ ...nothing, ...expected });
  });

  it('reads what an address says', () => {
    const name = fc.string({ unit: 'grapheme' }).map((text) => text.trim() || undefined);
    const view = fc.record<View>({
      date: fc.constantFrom(undefined, '2026-03-02'),
      alarm: name,
      part: fc.nat(99_999),
      theme: fc.constantFrom('light', 'dark'),
    });
    fc.assert(
      fc.property(view, (one) => {
        expect(viewOf(new URL(addressOf(one), 'http://127.0.0.1').search)).toEqual(one);
      }),
    );
  });
});
