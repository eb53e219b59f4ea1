import { alarm, change, rang, readingOf } from '../../../test/readings';
import type { AlarmRecord, ChangeRecord } from '../reading';
import { ringsOf } from './rings';

const contributor = (id: string) => ({ contributor: { id, attributes: {} } });

/** `03:00–03:05`, `…–03:05` where it rang before, `03:00–` where it still rings; of 2 March. */
const shown = (alarms: AlarmRecord[], changes: ChangeRecord[]): string[] =>
  ringsOf(readingOf(alarms, changes)).map(({ from, to, isOlder }) => {
    const minute = (at: number): string => new Date(at).toISOString().slice(11, 16);
    return `${isOlder ? '…' : minute(from)}–${to === undefined ? '' : minute(to)}`;
  });

describe('ringsOf', () => {
  const ringing = alarm('web', { state: 'ALARM' });
  it.each<[string, AlarmRecord[], ChangeRecord[], string[]]>([
    ['one', [alarm('web')], rang('web', '03:00', '03:05'), ['03:00–03:05']],
    [
      'two of one alarm',
      [alarm('web')],
      [...rang('web', '03:00', '03:05'), ...rang('web', '04:00', '04:01')],
      ['03:00–03:05', '04:00–04:01'],
    ],
    ['one that is open', [ringing], [change('web', 'ALARM', '03:00')], ['03:00–']],
    ['one that was open before', [alarm('web')], [change('web', 'OK', '03:05')], ['…–03:05']],
    [
      'one that lost its data',
      [alarm('web')],
      [change('web', 'ALARM', '03:00'), change('web', 'INSUFFICIENT_DATA', '03:02', { from: 'ALARM' })],
      ['03:00–03:02'],
    ],
    [
      'one of which ALARM is recorded twice',
      [alarm('web')],
      [change('web', 'ALARM', '02:59'), ...rang('web', '03:00', '03:05')],
      ['02:59–03:05'],
    ],
    [
      'one whose end is not recorded, by the alarm itself',
      [alarm('web', { stateChangedAt: '2026-03-02T03:30:00.000Z' })],
      [change('web', 'ALARM', '03:00')],
      ['03:00–03:30'],
    ],
    ['one of an alarm that is gone', [], [change('web', 'ALARM', '03:00')], ['03:00–03:00']],
    [
      'one without a change since the beginning',
      [alarm('web', { state: 'ALARM', stateChangedAt: '2026-02-01T07:00:00.000Z' })],
      [],
      ['07:00–'],
    ],
    ['one of which nobody knows since when', [ringing], [], ['…–']],
    [
      'those of contributors, each for itself',
      [ringing],
      [
        change('web', 'ALARM', '03:00', contributor('a')),
        change('web', 'ALARM', '03:01', contributor('b')),
        change('web', 'OK', '03:02', contributor('a')),
      ],
      ['03:00–03:02', '03:01–'],
    ],
    [
      'those of contributors, and none of their alarm, which rings while any of them does',
      [ringing],
      [
        change('web', 'ALARM', '03:00', contributor('a')),
        change('web', 'ALARM', '03:00'),
        change('web', 'ALARM', '03:01', contributor('b')),
        change('web', 'OK', '03:02', contributor('a')),
      ],
      ['03:00–03:02', '03:01–'],
    ],
    ['none', [alarm('web')], [change('web', 'INSUFFICIENT_DATA', '03:00')], []],
  ])('finds %s', (_, alarms, changes, expected) => {
    expect(shown(alarms, changes)).toEqual(expected);
  });
});
