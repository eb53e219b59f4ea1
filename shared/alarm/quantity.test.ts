import fc from 'fast-check';
import { speak } from '../words/language';
import { quantities, quantity, type Unit } from './quantity';

afterEach(() => speak('en'));

describe('quantity', () => {
  it.each<[number, Unit, string, string?]>([
    [80, 'percent', '80 %'],
    [23.1999, 'percent', '23.2 %'],
    [91.66666, 'percent', '91.7 %'],
    [0.042, 'ratio', '4.2 %'],
    [0, 'percent', '0 %'],
    [12, 'count', '12'],
    [1_204, 'count', '1,204'],
    [0.00213, 'count', '0.0021'],
    [-12.25, 'count', '-12.3'],
    [1e21, 'count', '1e+21'],
    [950, 'bytes', '950 bytes'],
    [512_000, 'bytes', '512 kB'],
    [4_823_449_600, 'bytes', '4.8 GB'],
    [53_687_091_200, 'bytes', '53.7 GB'],
    [512, 'megabytes', '512 MB'],
    [2_048, 'megabytes', '2 GB'],
    [1_200_000, 'bytes/s', '1.2 MB/s'],
    [80_000, 'kilobits/s', '80 Mbit/s'],
    [340, 'ms', '340 ms'],
    [2_500, 'ms', '2.5 s', '2.5초'],
    [90, 's', '1.5 min', '1.5분'],
    [912, 's', '15.2 min', '15.2분'],
    [0, 's', '0 s', '0초'],
    [7_200, 's', '2 h', '2시간'],
    [30, 'days', '30 d', '30일'],
    [250, 'microseconds', '0.25 ms'],
    [120.5, 'usd', '120.5 USD'],
    [999_960, 'bytes', '1 MB'],
    [999.96, 'ms', '1 s', '1초'],
  ])('%p in %s is %s', (value, unit, english, korean = english) => {
    expect(quantity(value, unit)).toBe(english);
    speak('ko');
    expect(quantity(value, unit)).toBe(korean);
  });
});

describe('quantities', () => {
  it.each<[number, number, Unit, string, string]>([
    [93.2, 90, 'percent', '93.2 %', '90 %'],
    [99.97, 99.95, 'percent', '100 %', '99.95 %'],
    [90.04, 90, 'percent', '90.04 %', '90 %'],
    [90, 90, 'percent', '90 %', '90 %'],
    [5.004, 5, 'count', '5.004', '5'],
    [1_000_001, 1_000_000, 'count', '1,000,001', '1,000,000'],
    [4_823_449_600, 5_368_709_120, 'bytes', '4.8 GB', '5.4 GB'],
    [100.00001, 100, 'percent', '100.00001 %', '100 %'],
    [89.999, 90, 'percent', '89.999 %', '90 %'],
    [5_368_709_121, 5_368_709_120, 'bytes', '5.4 GB', '5.4 GB'],
  ])('%p beside %p %s is %s, %s', (value, limit, unit, valueText, limitText) => {
    expect(quantities(value, limit, unit)).toEqual({ value: valueText, limit: limitText });
  });

  it('reads different things of what differs by more than a thousandth', () => {
    const limits = fc.double({ min: 0.001, max: 1e12, noNaN: true });
    const more = fc.double({ min: 0.002, max: 9, noNaN: true });
    fc.assert(
      fc.property(
        limits,
        more,
        fc.constantFrom<Unit>('percent', 'bytes', 'count', 'ms'),
        (limit, by, unit) => {
          const shown = quantities(limit * (1 + by), limit, unit);
          expect(shown.value).not.toBe(shown.limit);
        },
      ),
    );
  });
});
