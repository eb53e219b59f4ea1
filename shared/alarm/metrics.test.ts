import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { metricOf } from '../parsing/alarm';
import { speak } from '../words/language';
import { metricsWords } from '../words/metrics';
import { knownMetric } from './metrics';
import { quantity } from './quantity';

afterEach(() => speak('en'));

/** Namespace, metric, statistic, value, in English, in Korean: written by somebody who had seen AWS's documentation alone. */
const rows = v.array(v.tuple([v.string(), v.string(), v.string(), v.number(), v.string(), v.string()]));
const VALUES = v.parse(
  rows,
  JSON.parse(readFileSync(join(__dirname, '../../test/metric-values.json'), 'utf8')),
);

function shownOf(namespace: string, name: string, stat: string, value: number): string {
  const known = knownMetric(metricOf({ namespace, name, ...(stat && { stat }) }));
  return known.kind === 'measured' ? quantity(value, known.unit) : 'a flag';
}

describe('the values of well-known metrics', () => {
  it.each(VALUES)('%s %s %s %p is %s', (namespace, name, stat, value, english, korean) => {
    expect(shownOf(namespace, name, stat, value)).toBe(english);
    speak('ko');
    expect(shownOf(namespace, name, stat, value)).toBe(korean);
  });

  it('are of more than 40 metrics', () => {
    expect(new Set(VALUES.map(([namespace, name]) => `${namespace} ${name}`)).size).toBeGreaterThan(150);
  });
});

describe('knownMetric', () => {
  const known = (namespace: string, name: string, more = {}) =>
    knownMetric(metricOf({ namespace, name, ...more }));

  it.each([
    ['AWS/RDS', 'FreeStorageSpace', {}, 'free storage', 'bytes'],
    ['AWS/EC2', 'CPUUtilization', {}, 'CPU', 'percent'],
    ['CWAgent', 'cpu_usage_iowait', {}, 'CPU', 'percent'],
    ['AWS/ApiGateway', '5XXError', { stat: 'Average' }, '5xx', 'ratio'],
    ['AWS/ApiGateway', '5XXError', { stat: 'SUM' }, '5xx', 'count'],
    ['Shop', 'Latency', { unit: 'Milliseconds' }, undefined, 'ms'],
    ['Shop', 'QueueUtilization', {}, undefined, 'percent'],
    ['Shop', 'heap_used_percent', {}, undefined, 'percent'],
    ['Shop', 'Orders', {}, undefined, 'count'],
    ['AWS/RDS', 'constructor', {}, undefined, 'count'],
    ['constructor', 'constructor', {}, undefined, 'count'],
  ])('of %s %s %p is called %p and counted in %s', (namespace, name, more, label, unit) => {
    expect(known(namespace, name, more)).toEqual({ kind: 'measured', label, unit });
  });

  it.each([
    [
      'AWS/EC2',
      'StatusCheckFailed',
      1,
      'status check failed',
      'status check passes',
      '상태 검사 실패',
      '상태 검사 통과',
    ],
    ['AWS/VPN', 'TunnelState', 0, 'tunnel down', 'tunnel up', '터널 끊김', '터널 정상'],
  ])('of %s %s says what is wrong at %p', (namespace, name, failsAt, bad, good, koreanBad, koreanGood) => {
    const flag = known(namespace, name);
    expect(flag).toEqual({ kind: 'flag', label: bad, good, failsAt });
    if (flag.kind !== 'flag') throw new Error('expected a flag');
    speak('ko');
    expect([flag.label, flag.good].map((one) => metricsWords()(one))).toEqual([koreanBad, koreanGood]);
  });
});
