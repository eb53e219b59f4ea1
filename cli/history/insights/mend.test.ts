import { alarm, over, rang, readingOf } from '../../../test/readings';
import type { AlarmRecord } from '../reading';
import { beyond } from './limit';
import { type Mend, mendOf } from './mend';
import { ringsOf } from './rings';

/** Each rang for so many minutes, and began at this value. */
type RangFor = [minutes: number, value?: number];

function mend(change: Partial<AlarmRecord>, all: RangFor[]): Mend {
  const record = alarm('web', change);
  const two = (number: number): string => String(number).padStart(2, '0');
  const changes = all.flatMap(([minutes, value], index) =>
    rang(
      'web',
      `${two(2 * index)}:00`,
      `${two(2 * index + Math.floor(minutes / 60))}:${two(minutes % 60)}`,
      value,
    ),
  );
  return mendOf(record, ringsOf(readingOf([record], changes)));
}

const long = (...values: number[]): RangFor[] => values.map((value) => [100, value]);

describe('mendOf', () => {
  it.each<[string, Partial<AlarmRecord>, RangFor[], Mend]>([
    [
      'more periods where it rings briefly',
      {},
      [[1], [2], [1], [1], [90]],
      { how: 'periods', from: 1, to: 3, period: 60, quiet: 4, of: 5 },
    ],
    [
      'more periods than it has already',
      { period: 300, evaluationPeriods: 2, datapointsToAlarm: 2 },
      [[5], [5], [5]],
      { how: 'periods', from: 2, to: 3, period: 300, quiet: 3, of: 3 },
    ],
    ['no more periods than a quarter of an hour of them', {}, [[15], [15], [15]], { how: 'severity' }],
    [
      'no more periods of M out of N, which may ring on without a new one',
      { evaluationPeriods: 3, datapointsToAlarm: 2 },
      [[1], [1], [1]],
      { how: 'severity' },
    ],
    ['no more periods of what has none', { period: undefined }, [[1], [1], [1]], { how: 'severity' }],
    [
      'a wider limit where its values come near',
      {},
      long(82.3, 81, 86.91, 84, 99),
      { how: 'threshold', from: 80, to: 87, unit: 'percent', quiet: 4, of: 5 },
    ],
    [
      'a lower limit where it rings below one',
      { comparison: 'LessThanOrEqualToThreshold', threshold: 20 },
      long(18.2, 17, 16),
      { how: 'threshold', from: 20, to: 15, unit: 'percent', quiet: 3, of: 3 },
    ],
    ['nothing of a limit that is another one by now', { threshold: 95 }, long(82, 83, 84), { how: 'none' }],
    [
      'of such a limit only by what would ring today',
      { threshold: 90 },
      long(82, 83, 84, 91, 92.5, 93),
      { how: 'threshold', from: 90, to: 94, unit: 'percent', quiet: 3, of: 3 },
    ],
    ['no limit that is far away', {}, long(140, 150, 130), { how: 'severity' }],
    ['no share that is as good as all', {}, long(95.2, 96, 95.5), { how: 'severity' }],
    [
      'no limit of a band',
      { comparison: 'GreaterThanUpperThreshold', threshold: undefined },
      long(82, 83, 84),
      { how: 'severity' },
    ],
    ['no limit without values', {}, [[100], [100], [100]], { how: 'severity' }],
    ['nothing after two rings', {}, [[1], [1]], { how: 'none' }],
    ['nothing after none, though it calls nobody', { description: 'severity: info' }, [], { how: 'none' }],
    [
      'nothing of a process that is down, which would be restarted later',
      { metrics: over('CWAgent', 'procstat_lookup_pid_count', { exe: 'httpd' }) },
      [[1], [1], [1]],
      { how: 'none' },
    ],
    [
      'to act on nothing where it calls nobody already',
      { description: 'severity: info' },
      [[100], [100], [100]],
      { how: 'action' },
    ],
  ])('says %s', (_, change, all, expected) => {
    expect(mend(change, all)).toEqual(expected);
  });

  it('says that an alarm is gone', () => {
    expect(mendOf(undefined, [])).toEqual({ how: 'gone' });
  });

  it('leaves one that still rings', () => {
    const record = alarm('web', { state: 'ALARM' });
    const changes = [...rang('web', '01:00', '01:01'), ...rang('web', '02:00', '02:01')];
    const open = rang('web', '03:00', '03:01').slice(0, 1);
    expect(mendOf(record, ringsOf(readingOf([record], [...changes, ...open])))).toEqual({ how: 'severity' });
  });
});

describe('beyond', () => {
  it.each([
    [82.3, true, 83],
    [83, true, 84],
    [0.0421, true, 0.043],
    [4_812_000_000, true, 4_900_000_000],
    [9.9, true, 10],
    [-3.2, true, -3.1],
    [16.2, false, 16],
    [16, false, 15],
    [0, true, 1],
    [0, false, -1],
  ])('%d goes to the next number of two digits (above: %s)', (value, isAbove, expected) => {
    expect(beyond(value, isAbove)).toBe(expected);
  });
});
