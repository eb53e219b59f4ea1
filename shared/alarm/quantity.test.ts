import type { Metric } from '../parsing/alarm';
import { quantity, unitOf } from './quantity';

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
