import { parseChange } from './parse-change';

const at = new Date('2026-11-20T01:02:03.456Z');
const data = (more: object = {}) => ({
  version: '1.0',
  oldState: { stateValue: 'OK', stateReason: 'fine' },
  newState: { stateValue: 'ALARM', stateReason: 'too much', ...more },
});
const item = (HistoryData: unknown, more: object = {}) => ({
  AlarmName: 'web-1 CPU',
  Timestamp: at,
  HistoryData: typeof HistoryData === 'string' ? HistoryData : JSON.stringify(HistoryData),
  ...more,
});
const change = {
  alarm: 'web-1 CPU',
  kind: 'metric',
  at: '2026-11-20T01:02:03.456Z',
  from: 'OK',
  to: 'ALARM',
  reason: 'too much',
};
/** A million opening brackets, and all that closes them. */
const NESTED = `${'['.repeat(1_000_000)}${']'.repeat(1_000_000)}`;

describe('parseChange', () => {
  it('reads a change', () => {
    expect(parseChange('metric', item(data()))).toEqual(change);
  });

  it('reads one of a contributor', () => {
    const more = { AlarmContributorId: 'c1', AlarmContributorAttributes: { InstanceId: 'i-1' } };
    expect(parseChange('metric', item(data(), more))).toEqual({
      ...change,
      contributor: { id: 'c1', attributes: { InstanceId: 'i-1' } },
    });
  });

  it.each<[string, unknown, object]>([
    ['no state before', { newState: data().newState }, { from: undefined }],
    ['no reason', { newState: { stateValue: 'OK' } }, { to: 'OK', reason: '' }],
  ])('reads one with %s', (_, history, read) => {
    expect(parseChange('metric', item(history))).toMatchObject(read);
  });

  const child = { arn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:a', state: { value: 'ALARM' } };
  const children = JSON.stringify({ triggeringAlarms: [child] });
  it.each<[string, unknown, string | undefined]>([
    ['children', { triggeringAlarms: [{ ...child, more: 1 }] }, children],
    ['what is written as text', children, children],
    ['values, which its reason has too', { recentDatapoints: [91, 92.5], threshold: 90 }, undefined],
    ['a text that is none', '{"triggeringAlarms":', undefined],
    ['children that are none', { triggeringAlarms: [{ ...child, arn: 7 }] }, undefined],
    ['a text without an end', NESTED, undefined],
  ])('keeps of what it rests on %s', (_, stateReasonData, kept) => {
    expect(parseChange('metric', item(data({ stateReasonData })))?.reasonData).toBe(kept);
  });

  it.each<[string, unknown]>([
    ['no record', undefined],
    ['one without data', { ...item(data()), HistoryData: undefined }],
    ['data that is no JSON', item('{"newState":')],
    ['data that nests without an end', item(NESTED)],
    ['data that is a number', item('7')],
    ['an unknown state', item({ newState: { stateValue: 'MAYBE' } })],
    ['an unknown state before', item({ ...data(), oldState: { stateValue: 'MAYBE' } })],
    ['a reason that is none', item(data({ stateReason: { a: 1 } }))],
    ['no name', item(data(), { AlarmName: undefined })],
    ['no time', item(data(), { Timestamp: new Date(Number.NaN) })],
    ['a time in words', item(data(), { Timestamp: 'yesterday' })],
    ['a time that no calendar has', item(data(), { Timestamp: new Date(8.64e15) })],
    ['a contributor that is a number', item(data(), { AlarmContributorId: 7 })],
  ])('does not take %s', (_, record) => {
    expect(parseChange('metric', record)).toBeUndefined();
  });

  it.each<[string, object | undefined]>([
    [
      'Alarm updated from INSUFFICIENT_DATA to OK',
      { from: 'INSUFFICIENT_DATA', to: 'OK', reasonData: undefined },
    ],
    ['Alarm updated from OK to MAYBE', undefined],
    ['Alarm "x" created', undefined],
  ])('goes by the summary where the data is cut off: %s', (HistorySummary, states) => {
    const read = parseChange('metric', item('{"oldState":{"sta', { HistorySummary }));
    expect(read).toEqual(states && { ...change, ...states, reason: HistorySummary });
  });

  it('goes by the data where both are there', () => {
    const HistorySummary = 'Alarm updated from ALARM to OK';
    expect(parseChange('metric', item(data(), { HistorySummary }))).toEqual(change);
  });

  it('holds no more of a reason than anybody reads, and no secret', () => {
    const reason = `password=hunter2 ${'x'.repeat(100_000)}`;
    const read = parseChange('metric', item(data({ stateReason: reason })))?.reason ?? '';
    expect(read).toMatch(/^password=‹password› x+…$/);
    expect(read.length).toBeLessThan(3_000);
  });
});
