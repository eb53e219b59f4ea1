import { inOrder, narrowed } from './collect';
import type { ChangeRecord, Reading } from './reading';

const change = (at: string, more: Partial<ChangeRecord> = {}): ChangeRecord => ({
  alarm: 'a',
  kind: 'metric',
  at: `2026-11-${at}:00.000Z`,
  from: 'OK',
  to: 'ALARM',
  reason: '',
  ...more,
});
const span = { from: '2026-11-10T00:00:00.000Z', to: '2026-11-20T00:00:00.000Z' };

describe('inOrder', () => {
  it('brings changes into their order, those of a moment as they came', () => {
    const first = change('11T00:00', { reason: 'first' });
    const second = change('11T00:00', { from: 'ALARM', to: 'OK' });
    const later = change('12T00:00');
    expect(inOrder([later, first, second], span)).toEqual({ changes: [first, second, later], outside: 0 });
  });

  it('has each once, however often it came', () => {
    const one = change('11T00:00');
    const others = [
      change('11T00:00', { alarm: 'b' }),
      change('11T00:00', { from: 'INSUFFICIENT_DATA' }),
      change('11T00:00', { to: 'INSUFFICIENT_DATA' }),
      change('11T00:00', { reason: 'another' }),
      change('11T00:00', { contributor: { id: 'c1', attributes: {} } }),
      change('11T00:00', { contributor: { id: 'c2', attributes: {} } }),
      change('11T00:01'),
    ];
    const all = [one, ...others];
    expect(inOrder([...all, { ...one }, ...all], span)).toEqual({ changes: all, outside: 0 });
  });

  it('counts what is not of the time that was asked for', () => {
    const [first, last] = [change('10T00:00'), change('20T00:00')];
    const others = [change('09T23:59'), change('20T00:01'), { ...first, at: '9999-12-31T23:59:59.999Z' }];
    expect(inOrder([...others, last, first], span)).toEqual({ changes: [first, last], outside: 3 });
  });

  it('leaves out what changed nothing', () => {
    expect(inOrder([change('11T00:00', { from: 'ALARM' })], span)).toEqual({ changes: [], outside: 0 });
  });

  it('takes a hundred thousand changes of one moment', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => change('11T00:00', { reason: String(index) }));
    expect(inOrder([...many, ...many], span).changes).toHaveLength(100_000);
  });
});

describe('narrowed', () => {
  const alarm = (name: string): Reading['alarms'][number] => ({
    ...{ kind: 'metric', name, arn: '', actionsEnabled: true, state: 'OK', metrics: [] },
    ...{ alarmActions: [], okActions: [], insufficientDataActions: [] },
  });
  const reading: Reading = {
    ...{ version: 1, account: '123456789012', region: 'ap-northeast-2', ...span, unread: 1 },
    alarms: [alarm('a'), alarm('b')],
    changes: [change('11T00:00'), change('12T00:00', { alarm: 'b' }), change('18T00:00', { alarm: 'gone' })],
  };

  it('leaves a reading as it is when nothing is wanted', () => {
    expect(narrowed(reading, {})).toEqual(reading);
  });

  it('keeps the alarms of a pattern, and what happened to them', () => {
    const { alarms, changes } = narrowed(reading, { alarm: 'b*' });
    expect(alarms.map(({ name }) => name)).toEqual(['b']);
    expect(changes.map((one) => one.alarm)).toEqual(['b']);
  });

  it('knows of a composite alarm that is not wanted and yet speaks for one that is', () => {
    const both = { ...alarm('both'), kind: 'composite' as const, rule: 'ALARM("a")' };
    const part = narrowed({ ...reading, alarms: [...reading.alarms, both] }, { alarm: 'a' });
    expect(part).toMatchObject({ alarms: [{ name: 'a' }], composites: [both] });
    expect(narrowed(part, { alarm: 'a' })).toEqual(part);
    expect(narrowed(part, { alarm: 'b' })).toMatchObject({ alarms: [], composites: [] });
  });

  it('keeps the last days', () => {
    expect(narrowed(reading, { days: 3 })).toMatchObject({
      from: '2026-11-17T00:00:00.000Z',
      to: span.to,
      alarms: [{}, {}],
      changes: [{ alarm: 'gone' }],
    });
  });

  it('has no more days than were read', () => {
    expect(narrowed(reading, { days: 30 })).toEqual(reading);
  });
});
