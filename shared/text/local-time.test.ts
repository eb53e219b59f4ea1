import { localMinute, localTime } from './local-time';

describe('localTime', () => {
  it('is the time there', () => {
    expect(localTime(new Date('2026-03-02T15:11:24Z'), 'Asia/Seoul')).toBe(
      '2026-03-03 00:11:24 (Asia/Seoul)',
    );
    expect(localTime(new Date('2026-03-02T15:11:24Z'), 'UTC')).toBe('2026-03-02 15:11:24 (UTC)');
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
