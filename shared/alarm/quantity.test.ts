import type { Metric } from '../parsing/alarm';
import { datapointSpan, quantity, unitOf } from './quantity';

describe('quantity', () => {
  it.each<[number, string, string]>([
    [80, '%', '80 %'],
    [23.196333333333335, '%', '23.2 %'],
    [99.999, '%', '100 %'],
    [0, '', '0'],
    [0.0025642349034637954, 's', '0.0026 s'],
    [-5_368_709_120, 'bytes', '-5368709120 bytes'],
  ])('writes %p %s as %p', (value, unit, expected) => {
    expect(quantity(value, unit)).toBe(expected);
  });
});

describe('unitOf', () => {
  const metric = (name: string, unit?: string): Metric => ({
    namespace: 'N',
    name,
    dimensions: {},
    statistic: undefined,
    period: undefined,
    unit,
  });

  it.each<[string, string | undefined, string]>([
    ['CPUUtilization', undefined, '%'],
    ['mem_used_percent', undefined, '%'],
    ['cpu_usage_iowait', undefined, '%'],
    ['CPUUtilization', 'Percent', '%'],
    ['Latency', 'Milliseconds', 'ms'],
    ['DeliveryErrors', undefined, ''],
    ['DeliveryErrors', 'Count', ''],
    ['DeliveryErrors', 'constructor', ''],
  ])('%s in %s', (name, unit, expected) => {
    expect(unitOf(metric(name, unit))).toBe(expected);
  });
});

describe('spanOf', () => {
  it.each([
    [1, 1, 60, '1 of 1 minutes'],
    [2, 3, 300, '10 of 15 minutes'],
    [1, 2, 3_600, '1 of 2 hours'],
    [1, 1, 86_400, '1 of 1 days'],
    [2, 3, 10, '20 of 30 seconds'],
    [1, 1, 0, '0 of 0 days'],
  ])('%p of %p datapoints of %p s', (datapoints, of, period, expected) => {
    expect(datapointSpan(datapoints, of, period)).toBe(expected);
  });
});
