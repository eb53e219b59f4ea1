import { dateTimeText, localMinute, localTime, minuteText, rangeText, secondText, zoneName } from './clock';

const at = new Date('2026-03-01T22:00:30+09:00');
const by = (zone: string | undefined): unknown => Object.assign(globalThis, { TIME_ZONE: zone });

describe.each([
  ['UTC', undefined, '2026-03-01 13:00 UTC', '13:00', '13:00:30'],
  ['the configured zone', 'Asia/Seoul', '2026-03-01 22:00 KST', '22:00', '22:00:30'],
  ['a zone with a summer', 'Europe/Berlin', '2026-03-01 14:00 CET', '14:00', '14:00:30'],
])('by %s', (_, zone, dateTime, minute, second) => {
  beforeAll(() => by(zone));
  afterAll(() => by(undefined));

  it('shows moments, with the zone where nothing else names it', () => {
    expect([dateTimeText(at), minuteText(at), secondText(at)]).toEqual([dateTime, minute, second]);
  });
  it('shows ranges', () => {
    expect(rangeText(at, new Date(at.getTime() + 400))).toBe(second);
    expect(rangeText(at, new Date(at.getTime() + 100_000))).toBe(`${second}–${minute.slice(0, 3)}02:10`);
  });
});

describe('zoneName', () => {
  it.each([
    ['UTC', 'UTC'],
    ['Asia/Seoul', 'KST'],
    ['Europe/London', 'GMT'],
    ['America/New_York', 'GMT-5'],
  ])('of %s is %s', (zone, name) => {
    expect(zoneName(zone, at)).toBe(name);
  });
});

describe('localTime', () => {
  it('is the time there', () => {
    expect(localTime(at, 'Asia/Seoul')).toBe('2026-03-01 22:00:30 KST');
    expect(localTime(at)).toBe('2026-03-01 13:00:30 UTC');
  });
});

describe('localMinute', () => {
  it.each([
    ['Asia/Seoul', { date: '2026-03-03', time: '00:11' }],
    ['UTC', { date: '2026-03-02', time: '15:11' }],
  ])('is the day and the minute there: %s', (timeZone, expected) => {
    expect(localMinute(new Date('2026-03-02T15:11:24Z'), timeZone)).toEqual(expected);
  });
});
