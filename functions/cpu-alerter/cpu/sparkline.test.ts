import fc from 'fast-check';
import { chart, sparkline } from './sparkline';

const from = new Date('2026-03-02T02:12:00Z');
const window = { from, to: new Date('2026-03-02T03:12:00Z'), period: 60 };
const point = (minute: number, value: number) => ({ at: new Date(from.getTime() + minute * 60_000), value });

describe('sparkline', () => {
  it('draws a character for each period, a dot where there is nothing', () => {
    const ten = { ...window, to: new Date('2026-03-02T02:22:00Z') };
    const points = [0, 13, 26, 38, 51, 63, 76, 88, 100].map((value, minute) => point(minute, value));
    expect(sparkline(points, ten, 100)).toBe('▁▂▃▄▅▆▇██·');
  });

  it('is always as long as the window, and never lower for a higher value', () => {
    const values = fc.array(fc.tuple(fc.nat(59), fc.double({ min: 0, max: 1e6, noNaN: true })), {
      maxLength: 100,
    });
    fc.assert(
      fc.property(values, fc.double({ min: 0.1, max: 1e6, noNaN: true }), (pairs, top) => {
        const line = sparkline(
          pairs.map(([minute, value]) => point(minute, value)),
          window,
          top,
        );
        expect(line).toMatch(/^[▁▂▃▄▅▆▇█·]{60}$/);
        const height = new Map(
          pairs.map(([minute, value]) => [
            minute,
            Math.max(value, ...pairs.filter(([other]) => other === minute).map(([, one]) => one)),
          ]),
        );
        const [low, high] = [...height].sort(([, one], [, other]) => one - other).slice(-2);
        if (low && high) expect((line[high[0]] ?? '') >= (line[low[0]] ?? '')).toBe(true);
      }),
    );
  });
});

describe('chart', () => {
  it('shows the curve with now, peak and limit', () => {
    const [line, facts] = chart([point(0, 5), point(58, 96), point(59, 91.666)], window, {
      threshold: 50,
      unit: 'percent',
    });
    expect(line).toMatch(/^02:12 ▁·+██ 03:12$/);
    expect(facts).toBe('now 91.7 %, peak 96 % at 03:10, limit 50 %');
  });

  it('is empty without data', () => {
    expect(chart([], window, { threshold: 50, unit: 'percent' })).toEqual([]);
  });

  it('draws a flat line for nothing but zeros', () => {
    expect(chart([point(59, 0)], window, { threshold: undefined, unit: 'count' })[0]).toMatch(/·▁ 03:12$/);
  });
});
