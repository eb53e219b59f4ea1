import { type AlarmReading, readReason } from './alarm-reason';

const nothing: AlarmReading = {
  value: undefined,
  lower: undefined,
  upper: undefined,
  crossed: undefined,
  evaluated: undefined,
  dataMissing: false,
};

describe('readReason', () => {
  it.each<[string, string, Partial<AlarmReading>, { comparison?: string; threshold?: number }]>([
    [
      'a crossed threshold',
      'Threshold Crossed: 1 out of the last 1 datapoints [99.5 (02/10/19 16:59:00)] was greater than the threshold (50.0) (minimum 1 datapoint for OK -> ALARM transition).',
      { value: 99.5, crossed: 1, evaluated: 1 },
      { comparison: 'above', threshold: 50 },
    ],
    [
      'the newest of several datapoints',
      'Threshold Crossed: 2 out of the last 3 datapoints [32.6 (03/07/25 08:29:00), 33.8 (03/07/25 08:28:00)] were greater than or equal to the threshold (31.0) (minimum 2 datapoints for OK -> ALARM transition).',
      { value: 32.6, crossed: 2, evaluated: 3 },
      { comparison: 'at-or-above', threshold: 31 },
    ],
    [
      'the old form without dates',
      'Threshold Crossed: 1 datapoint (10.0) was less than the threshold (12.5).',
      { value: 10, crossed: 1 },
      { comparison: 'below', threshold: 12.5 },
    ],
    [
      'large and small numbers as Java prints them',
      'Threshold Crossed: 1 datapoint [-5.36870912E9 (03/07/25 08:29:00)] was less than or equal to the threshold (1.0E-4).',
      { value: -5_368_709_120, crossed: 1 },
      { comparison: 'at-or-below', threshold: 0.0001 },
    ],
    [
      'a way back to OK',
      'Threshold Crossed: 1 out of the last 1 datapoints [0.06 (01/10/19 13:46:00)] was not greater than the threshold (50.0) (minimum 1 datapoint for ALARM -> OK transition).',
      { value: 0.06, crossed: 1, evaluated: 1 },
      { comparison: 'above', threshold: 50 },
    ],
    [
      'missing data that breaches',
      'Threshold Crossed: no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].',
      { dataMissing: true },
      {},
    ],
    [
      'missing data that says nothing',
      'Insufficient Data: 1 datapoint was unknown.',
      { dataMissing: true },
      {},
    ],
    [
      'both sides of a band',
      'Thresholds Crossed: 1 out of the last 1 datapoints [0.0 (03/10/19 15:58:00)] was less than the lower thresholds [0.02] or greater than the upper thresholds [0.3] (minimum 1 datapoint for OK -> ALARM transition).',
      { value: 0, lower: 0.02, upper: 0.3, crossed: 1, evaluated: 1 },
      { comparison: 'outside-band' },
    ],
    [
      'one side of a band',
      'Thresholds Crossed: 1 out of the last 3 datapoints [40.6 (08/09/23 15:36:00)] was not greater than the upper thresholds [44.4] (minimum 1 datapoint for ALARM -> OK transition).',
      { value: 40.6, upper: 44.4, crossed: 1, evaluated: 3 },
      { comparison: 'above-band' },
    ],
    [
      'an alarm with contributors, whose value comes last',
      'Threshold Crossed: 1 datapoint was less than the threshold (1.0). The most recent datapoint which crossed the threshold: [0.0 (01/12/25 13:34:00)].',
      { value: 0, crossed: 1 },
      { comparison: 'below', threshold: 1 },
    ],
    ['a state set by hand', 'testing 3 datapoints of mine', {}, {}],
    ['nothing', '', {}, {}],
  ])('reads %s', (_, reason, reading, { comparison, threshold }) => {
    expect(readReason(reason)).toEqual({ reading: { ...nothing, ...reading }, comparison, threshold });
  });

  it.each([
    ['digits', '1'.repeat(200_000)],
    ['digits of a datapoint', `Threshold Crossed: ${'1 '.repeat(100_000)}datapoints`],
    ['brackets', `Threshold Crossed: ${'datapoints [1'.repeat(20_000)}`],
  ])('is not held up by a reason of 200,000 %s', (_, reason) => {
    const started = performance.now();
    readReason(reason);
    expect(performance.now() - started).toBeLessThan(500);
  });
});
