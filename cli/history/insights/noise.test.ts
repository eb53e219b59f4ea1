import { alarm, change, rang, readingOf, ZONE } from '../../../test/readings';
import { replayOf } from '../../../test/replays';
import type { ChangeRecord } from '../reading';
import { busiestHour, flappingOf } from './flapping';
import { noisiestOf } from './noisiest';
import { ringsOf } from './rings';
import { togetherOf } from './together';

const byAlarm = (changes: ChangeRecord[]) =>
  Map.groupBy(ringsOf(readingOf([], changes)), ({ alarm }) => alarm);

describe('noisiestOf', () => {
  it('has the five of which people are notified most, with their share', () => {
    const changes = ['f', 'e', 'd', 'c', 'b', 'a'].flatMap((name, index) =>
      Array.from({ length: index + 1 }, (_, hour) => rang(name, `0${hour}:00`, `0${hour}:30`)).flat(),
    );
    const reading = readingOf([alarm('a', { description: 'severity: info' })], changes);
    const found = noisiestOf(reading, replayOf(reading), byAlarm(changes), 'UTC');
    expect(found.map(({ alarm, notified, share }) => [alarm, notified, share])).toEqual([
      ['a', 12, 0.286],
      ['b', 10, 0.238],
      ['c', 8, 0.19],
      ['d', 6, 0.143],
      ['e', 4, 0.095],
    ]);
    expect(found.map(({ byNight }) => byNight)).toEqual([12, 10, 8, 6, 4]);
    expect([found[0]?.mend, found[1]?.mend]).toEqual([{ how: 'action' }, { how: 'gone' }]);
  });

  it('counts what people are notified of alone', () => {
    const changes = [change('web', 'INSUFFICIENT_DATA', '03:00')];
    const reading = readingOf([], changes);
    expect(noisiestOf(reading, replayOf(reading), byAlarm(changes), ZONE)).toEqual([]);
  });
});

const MINUTE = 60_000;

describe('busiestHour', () => {
  it.each([
    [[], 0, 0],
    [[0], 1, 0],
    [[0, 59, 60], 2, 0],
    [[0, 30, 59], 3, 0],
    [[0, 50, 70, 80, 200, 210], 3, 50],
  ])('of %j has %d, from %d on', (minutes, most, at) => {
    expect(busiestHour(minutes.map((one) => one * MINUTE))).toEqual({ most, at: at * MINUTE });
  });
});

describe('flappingOf', () => {
  const times = (name: string, ...minutes: string[]): ChangeRecord[] =>
    minutes.flatMap((minute) => rang(name, `03:${minute}`, `03:${minute}`));

  it.each<[string, ChangeRecord[], [string, number][]]>([
    ['three times within an hour', times('web', '00', '20', '40'), [['web', 3]]],
    ['not twice', times('web', '00', '20'), []],
    [
      'not three times within more',
      [...rang('web', '03:00', '03:01'), ...rang('web', '03:40', '03:41'), ...rang('web', '04:00', '04:01')],
      [],
    ],
    [
      'the worst first',
      [...times('web', '00', '20', '40'), ...times('db', '00', '10', '20', '30')],
      [
        ['db', 4],
        ['web', 3],
      ],
    ],
    [
      'no three contributors that ring once each',
      ['a', 'b', 'c'].map((id) => change('web', 'ALARM', '03:00', { contributor: { id, attributes: {} } })),
      [],
    ],
  ])('has %s', (_, changes, expected) => {
    const found = flappingOf(readingOf([], changes), byAlarm(changes));
    expect(found.map(({ alarm, most }) => [alarm, most])).toEqual(expected);
  });
});

describe('togetherOf', () => {
  /** Each of these rings at these hours, so many minutes behind. */
  const hours = (name: string, minutes: string, ...all: string[]): ChangeRecord[] =>
    all.flatMap((hour) => rang(name, `${hour}:${minutes}`, `${hour}:59`));
  const composite = alarm('both', { kind: 'composite', rule: 'ALARM("a") OR ALARM("b")', metrics: [] });

  it.each<[string, ChangeRecord[], [string, number][]]>([
    ['two', [...hours('a', '00', '01', '02', '03'), ...hours('b', '05', '01', '02', '03')], [['a+b', 3]]],
    [
      'not two that are six minutes apart',
      [...hours('a', '00', '01', '02', '03'), ...hours('b', '06', '01', '02', '03')],
      [],
    ],
    ['not two that did so twice', [...hours('a', '00', '01', '02'), ...hours('b', '01', '01', '02')], []],
    [
      'not one that rings far more often by itself',
      [...hours('a', '00', '01', '02', '03', '04', '05'), ...hours('b', '01', '01', '02', '03')],
      [],
    ],
    [
      'four of five times',
      [...hours('a', '00', '01', '02', '03', '04', '05'), ...hours('b', '01', '01', '02', '03', '04')],
      [['a+b', 4]],
    ],
    [
      'three as one group',
      [
        ...hours('a', '00', '01', '02', '03'),
        ...hours('b', '04', '01', '02', '03'),
        ...hours('c', '08', '01', '02', '03'),
      ],
      [['a+b+c', 3]],
    ],
    [
      'not one ring twice',
      [
        ...hours('a', '00', '01'),
        ...hours('a', '02', '01'),
        ...hours('a', '04', '01'),
        ...hours('b', '03', '01'),
      ],
      [],
    ],
  ])('has %s', (_, changes, expected) => {
    expect(togetherOf(readingOf([], changes)).map(({ alarms, times }) => [alarms.join('+'), times])).toEqual(
      expected,
    );
  });

  const both = [...hours('a', '00', '01', '02', '03'), ...hours('b', '01', '01', '02', '03')];
  it('leaves out what one composite alarm has already, and that itself', () => {
    const changes = [...both, ...hours('both', '02', '01', '02', '03')];
    expect(togetherOf(readingOf([composite], changes))).toEqual([]);
  });

  const later = (at: string): string => at.replace('T0', 'T1');
  it('leaves out a moment in which everything rang', () => {
    const storm = Array.from({ length: 60 }, (_, index) => hours(`x${index}`, '00', '01', '02', '03')).flat();
    expect(togetherOf(readingOf([], storm))).toEqual([]);
    expect(
      togetherOf(readingOf([], [...storm, ...both.map((one) => ({ ...one, at: later(one.at) }))])),
    ).toEqual([{ alarms: ['a', 'b'], times: 3 }]);
  });
});
