import { change, rang, readingOf } from '../../test/readings';
import { replayOf } from '../../test/replays';
import { createChannel, type Entry } from './channel';
import type { ChangeRecord } from './reading';

const channelOf = (changes: ChangeRecord[]) => createChannel(replayOf(readingOf([], changes)), 'UTC');

/** `web: ALARM`, or `(2)` for so many that were suppressed. */
const shown = (entries: Entry[]): string[] =>
  entries.map((one) => (one.kind === 'message' ? one.message.slack.text : `(${one.told.length})`));

const quiet = (alarm: string, at: string) => change(alarm, 'INSUFFICIENT_DATA', at);

describe('createChannel', () => {
  const changes = [
    quiet('db', '02:00'),
    ...rang('web', '03:00', '03:05'),
    quiet('db', '03:01'),
    quiet('web', '03:02'),
    ...rang('db', '2026-03-01T05:00:00.000Z', '2026-03-01T05:10:00.000Z'),
    quiet('web', '2026-03-01T06:00:00.000Z'),
  ];
  const channel = channelOf(changes);

  it.each<[string, { date?: string; alarm?: string }, string[]]>([
    ['all, the oldest first', {}, ['db: ALARM', 'db: OK', '(1)', '(1)', 'web: ALARM', '(2)', 'web: OK']],
    ['of a day', { date: '2026-03-02' }, ['(1)', 'web: ALARM', '(2)', 'web: OK']],
    ['of a day without any', { date: '2026-02-20' }, []],
    ['of an alarm', { alarm: 'web' }, ['(1)', 'web: ALARM', '(1)', 'web: OK']],
    ['of alarms by a pattern', { alarm: 'd*' }, ['db: ALARM', 'db: OK', '(2)']],
    ['of an alarm and a day', { alarm: 'db', date: '2026-03-02' }, ['(2)']],
  ])('has those %s', (_, choice, expected) => {
    const { entries } = channel.part({ ...choice, part: 0 });
    expect(shown(entries)).toEqual(expected);
  });

  it('shows a digest with each alarm that it tells of', () => {
    const replay = replayOf(readingOf([], [...rang('a', '03:00', '03:05'), ...rang('b', '03:00', '03:05')]));
    for (const told of replay.told) told.message = 0;
    const [first] = replay.messages;
    const one = createChannel({ ...replay, messages: first ? [first] : [] }, 'UTC');
    for (const alarm of ['a', 'b']) expect(one.part({ alarm, part: 0 }).count).toBe(1);
    expect(one.part({ alarm: 'c', part: 0 }).count).toBe(0);
  });

  it('is shown a hundred messages at a time', () => {
    const many = Array.from({ length: 125 }, (_, index) => {
      const minutes = (at: number): string => new Date(Date.UTC(2026, 2, 2, 0, at)).toISOString();
      return [
        ...rang('web', minutes(4 * index), minutes(4 * index + 1)),
        quiet('web', minutes(4 * index + 2)),
      ];
    }).flat();
    const all = channelOf(many);
    const parts = [0, 1, 2].map((part) => all.part({ part }));
    expect(parts.map(({ first, last, count, parts: of }) => [first, last, count, of])).toEqual([
      [1, 100, 250, 3],
      [101, 200, 250, 3],
      [201, 250, 250, 3],
    ]);
    const suppressed = parts.flatMap(({ entries }) => entries.filter(({ kind }) => kind === 'suppressed'));
    expect(suppressed).toHaveLength(125); // each in one part
    expect(all.part({ part: 9 }).part).toBe(2);
  });
});
