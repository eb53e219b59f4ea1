import { readCost } from '../../../test/cost';
import { alarm, change, rang, readingOf } from '../../../test/readings';
import { replayOf } from '../../../test/replays';
import type { AlarmRecord } from '../reading';
import { childrenOf } from './composite';
import { costOf, MAIL_USD } from './cost';
import { longestOf, ringingOf } from './longest';
import { restartedOf } from './restarts';
import { ringsOf } from './rings';
import { actionsDisabledOf, withoutActionOf, withoutDataOf } from './silent';
import { reasonsOf } from './suppressed';

describe('childrenOf', () => {
  it.each<[string, string[]]>([
    ['ALARM("web-1 cpu") AND NOT OK(db)', ['web-1 cpu', 'db']],
    ['ALARM(\'a b\') OR INSUFFICIENT_DATA ( "c" )', ['a b', 'c']],
    ['ALARM(arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:shop:5xx)', ['shop:5xx']],
    ['TRUE', []],
    ['ALARM(', []],
  ])('of %s', (rule, expected) => {
    expect(childrenOf({ rule })).toEqual(expected);
  });
  it('of an alarm without a rule are none', () => {
    expect(childrenOf({})).toEqual([]);
  });
});

describe('alarms of which nobody hears', () => {
  const none = { alarmActions: [], okActions: [] };
  const alarms = [
    alarm('told'),
    alarm('none', none),
    alarm('ok only', { alarmActions: [] }),
    alarm('part', none),
    alarm('both', { kind: 'composite', rule: 'ALARM("part")' }),
    alarm('off', { actionsEnabled: false }),
    alarm('off and none', { ...none, actionsEnabled: false }),
  ];
  const changes = [
    ...rang('ok only', '03:00', '03:05'),
    ...rang('off', '03:00', '03:05'),
    ...rang('off', '04:00', '04:05'),
  ];
  const reading = readingOf(alarms, changes);
  const byAlarm = Map.groupBy(ringsOf(reading), ({ alarm }) => alarm);

  it('have no action for ALARM, and are part of no other', () => {
    expect(withoutActionOf(reading, byAlarm)).toEqual([
      { alarm: 'ok only', rings: 1 },
      { alarm: 'none', rings: 0 },
      { alarm: 'off and none', rings: 0 },
    ]);
  });

  it.each<[string, Partial<AlarmRecord>, string[]]>([
    ['acts for it', {}, []],
    ['acts on nothing', { alarmActions: [] }, ['inner', 'outer', 'part']],
    ['acts on nothing now', { actionsEnabled: false }, ['inner', 'part']],
  ])('are not heard by a composite alarm unless it %s', (_, outer, expected) => {
    const composite = (name: string, rule: string, more: Partial<AlarmRecord>) =>
      alarm(name, { kind: 'composite', rule, ...more });
    const some = [
      alarm('part', none),
      composite('inner', 'ALARM("part")', none),
      composite('outer', 'ALARM("inner")', outer),
    ];
    const found = (alarms: AlarmRecord[], composites: AlarmRecord[] = []) =>
      withoutActionOf(readingOf(alarms, [], { composites }), new Map()).map(({ alarm }) => alarm);
    expect(found(some)).toEqual(expected);
    expect(found(some.slice(0, 1), some.slice(1))).toEqual(expected.includes('part') ? ['part'] : []);
  });

  it('have disabled actions', () => {
    expect(actionsDisabledOf(reading, byAlarm)).toEqual([{ alarm: 'off', rings: 2 }]);
  });

  it('have had no data for a day', () => {
    const since = (name: string, stateChangedAt: string | undefined) =>
      alarm(name, { state: 'INSUFFICIENT_DATA', ...(stateChangedAt && { stateChangedAt }) });
    const found = withoutDataOf(
      readingOf([
        since('a day', '2026-03-01T12:00:00.000Z'),
        since('less', '2026-03-01T12:00:01.000Z'),
        since('a month', '2026-02-02T12:00:00.000Z'),
        since('nobody knows', undefined),
        alarm('well', { stateChangedAt: '2026-02-02T12:00:00.000Z' }),
      ]),
    );
    expect(found.map(({ alarm }) => alarm)).toEqual(['a month', 'a day']);
  });
});

describe('longestOf', () => {
  it('has the five longest, those that still ring among them', () => {
    const changes = [
      ...['a', 'b', 'c', 'd', 'e'].flatMap((name, index) => rang(name, '03:00', `03:0${index + 1}`)),
      change('open', 'ALARM', '11:30'),
    ];
    const reading = readingOf([alarm('open', { state: 'ALARM' })], changes);
    const rings = ringsOf(reading);
    const found = longestOf(reading, rings).map(({ alarm, ms, to }) => [
      alarm,
      ms / 60_000,
      to === undefined,
    ]);
    expect(found).toEqual([
      ['open', 30, true],
      ['e', 5, false],
      ['d', 4, false],
      ['c', 3, false],
      ['b', 2, false],
    ]);
    expect(ringingOf(rings)).toBe(1);
  });
});

describe('restartedOf', () => {
  it('counts by unit and instance', () => {
    const one = { at: 0, alarm: 'web-1 httpd', unit: 'httpd', instance: 'i-1' };
    const restarts = [one, { ...one, instance: 'i-2' }, one, { ...one, unit: 'nginx' }];
    expect(restartedOf({ ...replayOf(readingOf([])), restarts })).toEqual([
      { unit: 'httpd', instance: 'i-1', alarm: 'web-1 httpd', times: 2 },
      { unit: 'nginx', instance: 'i-1', alarm: 'web-1 httpd', times: 1 },
      { unit: 'httpd', instance: 'i-2', alarm: 'web-1 httpd', times: 1 },
    ]);
  });
});

describe('costOf', () => {
  it.each([
    [0, 0],
    [1, 0.01],
    [500, 0.01],
    [501, 0.02],
    [100_000, 2],
  ])('of %d mails is %d USD', (mails, mailsUsd) => {
    expect(costOf({ ...replayOf(readingOf([])), mails, sms: 3 })).toEqual({ mails, mailsUsd, sms: 3 });
  });

  it('goes by the price that docs/cost.md has', () => {
    expect(readCost().get('mails')?.price).toBe(MAIL_USD * 1_000);
  });
});

describe('reasonsOf', () => {
  it('counts what was suppressed, by why', () => {
    const reading = readingOf(
      [],
      [
        ...rang('web', '03:00', '03:05'),
        change('web', 'INSUFFICIENT_DATA', '04:00'),
        change('db', 'INSUFFICIENT_DATA', '04:00'),
      ],
    );
    expect(reasonsOf(replayOf(reading))).toEqual([
      { why: 'OK → INSUFFICIENT_DATA: the alarm was not in ALARM before', changes: 2 },
    ]);
  });
});
