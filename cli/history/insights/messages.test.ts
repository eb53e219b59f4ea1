import { rang, readingOf, ZONE } from '../../../test/readings';
import { replayOf } from '../../../test/replays';
import { isNight, messagesOf } from './messages';

describe('isNight', () => {
  it.each([
    ['2026-03-02T12:59:00Z', 'Asia/Seoul', false], // 21:59
    ['2026-03-02T13:00:00Z', 'Asia/Seoul', true], // 22:00
    ['2026-03-02T21:59:00Z', 'Asia/Seoul', true], // 06:59
    ['2026-03-02T22:00:00Z', 'Asia/Seoul', false], // 07:00
    ['2026-03-02T22:00:00Z', 'UTC', true],
  ])('of %s in %s is %s', (at, zone, expected) => {
    expect(isNight(Date.parse(at), zone)).toBe(expected);
  });
});

describe('messagesOf', () => {
  it('counts by the days and nights of the zone', () => {
    // 12:10 and 12:20, then 23:50 and 00:05 there.
    const changes = [
      ...rang('web', '03:10', '03:20'),
      ...rang('web', '2026-03-01T14:50:00.000Z', '2026-03-01T15:05:00.000Z'),
    ];
    const reading = readingOf([], changes, {
      from: '2026-02-28T00:00:00.000Z',
      to: '2026-03-02T12:00:00.000Z',
    });
    expect(messagesOf(reading, replayOf(reading), ZONE)).toEqual({
      count: 4,
      digests: 0,
      byNight: 2,
      perDay: 1.6, // in two days and a half
      perNight: 0.8,
      days: [
        { date: '2026-02-28', messages: 0, byNight: 0 },
        { date: '2026-03-01', messages: 1, byNight: 1 },
        { date: '2026-03-02', messages: 3, byNight: 1 },
      ],
    });
  });

  it('has each day where clocks are put on and back', () => {
    const dates = (from: string, to: string): number =>
      messagesOf(readingOf([], [], { from, to }), replayOf(readingOf([])), 'Europe/Berlin').days.length;
    expect(dates('2026-03-22T00:00:00Z', '2026-04-05T00:00:00Z')).toBe(15);
    expect(dates('2026-10-18T00:00:00Z', '2026-11-01T00:00:00Z')).toBe(15);
  });

  it('knows digests, and days that the reading does not have', () => {
    const reading = readingOf([], [], { from: '2026-03-01T00:00:00.000Z', to: '2026-03-01T06:00:00.000Z' });
    const slack = { text: '', attachments: [] };
    const messages = [{ at: Date.parse('2026-03-02T03:00:00Z'), slack, headline: '', changes: 3 }];
    const found = messagesOf(reading, { ...replayOf(reading), messages }, ZONE);
    expect(found).toMatchObject({ count: 1, digests: 1, perDay: 1 });
    expect(found.days.map(({ date }) => date)).toEqual(['2026-03-01', '2026-03-02']);
  });
});
