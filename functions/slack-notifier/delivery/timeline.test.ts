import fc from 'fast-check';
import type { AlarmState } from '../../../shared/parsing/alarm';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../shared/text/duration';
import { speak } from '../../../shared/words/language';
import { isOld, momentText, timelineText } from './timeline';

const NOON = Date.UTC(2026, 2, 2, 12);
const clock = { now: new Date(NOON + 5 * MINUTE_MS), timeZone: 'UTC' };

/** `12:00 ALARM` and so on, a minute after the other. */
const changes = (...states: AlarmState[]) =>
  states.map((state, index) => ({ at: NOON + index * MINUTE_MS, state }));

describe('momentText', () => {
  it.each<[string, number, string, string]>([
    ['of today is a time', NOON, 'UTC', '12:00'],
    ['is one on the clocks of config/', NOON, 'Asia/Seoul', '21:00'],
    ['of yesterday has its date', NOON - DAY_MS, 'UTC', '2026-03-01 12:00'],
    ['of an hour ago has one where that was yesterday', NOON - 13 * HOUR_MS, 'UTC', '2026-03-01 23:00'],
    ['which is today there', NOON - 13 * HOUR_MS, 'Asia/Seoul', '08:00'],
    ['of a letter of 14 days ago has its date', NOON - 14 * DAY_MS, 'UTC', '2026-02-16 12:00'],
    ['of today in UTC may be of yesterday there', NOON - 8 * HOUR_MS, 'America/New_York', '2026-03-01 23:00'],
  ])('%s', (_, at, timeZone, expected) => {
    expect(momentText(at, { ...clock, timeZone })).toBe(expected);
  });

  it('keeps zones apart', () => {
    const inZone = (timeZone: string) => momentText(NOON, { ...clock, timeZone });
    expect([inZone('Asia/Seoul'), inZone('UTC'), inZone('Asia/Seoul')]).toEqual(['21:00', '12:00', '21:00']);
  });
});

describe('isOld', () => {
  it.each([
    [10 * MINUTE_MS, false],
    [10 * MINUTE_MS + 1, true],
    [-MINUTE_MS, false],
  ])('of what was %i ms ago is %p', (ago, expected) => {
    expect(isOld(clock.now.getTime() - ago, clock)).toBe(expected);
  });
});

describe('timelineText', () => {
  it.each<[string, AlarmState[], string]>([
    ['one change', ['ALARM'], '12:00 ALARM'],
    ['several', ['ALARM', 'OK', 'ALARM'], '12:00 ALARM → 12:01 OK → 12:02 ALARM'],
    ['the other way', ['OK', 'ALARM'], '12:00 OK → 12:01 ALARM'],
    [
      'as many as are shown',
      ['ALARM', 'OK', 'ALARM', 'OK', 'ALARM', 'OK', 'ALARM', 'OK'],
      '12:00 ALARM → 12:01 OK → 12:02 ALARM → 12:03 OK → 12:04 ALARM → 12:05 OK → 12:06 ALARM → 12:07 OK',
    ],
    [
      'more, with the first and the last of them',
      ['ALARM', 'OK', 'ALARM', 'OK', 'ALARM', 'OK', 'ALARM', 'OK', 'INSUFFICIENT_DATA'],
      '12:00 ALARM → 12:01 OK → … 2 more changes … → 12:04 ALARM → 12:05 OK → 12:06 ALARM → 12:07 OK → 12:08 NO DATA',
    ],
  ])('says %s', (_, states, expected) => {
    expect(timelineText(changes(...states), clock)).toBe(expected);
  });

  it('has dates where that was not today', () => {
    const old = { ...clock, now: new Date(NOON + 14 * DAY_MS) };
    expect(timelineText(changes('ALARM', 'OK', 'ALARM'), old)).toBe(
      '2026-03-02 12:00 ALARM → 12:01 OK → 12:02 ALARM',
    );
  });

  it('speaks Korean', () => {
    speak('ko');
    const states: AlarmState[] = ['ALARM', 'OK', 'INSUFFICIENT_DATA'];
    expect(timelineText(changes(...states), clock)).toBe('12:00 경보 → 12:01 정상 → 12:02 데이터 부족');
    speak('en');
  });

  it('always begins with the first change and ends with the newest, and counts what is between', () => {
    const state = fc.constantFrom<AlarmState[]>('ALARM', 'OK', 'INSUFFICIENT_DATA');
    fc.assert(
      fc.property(fc.array(state, { minLength: 1, maxLength: 200 }), (states) => {
        const text = timelineText(changes(...states), clock);
        const shown = text.split(' → ').filter((one) => !one.startsWith('…'));
        const left = Number(/… (\d+) more changes …/.exec(text)?.[1] ?? 0);
        expect(shown.length + left).toBe(states.length);
        const wordOf = (state: AlarmState = 'OK') => (state === 'INSUFFICIENT_DATA' ? 'NO DATA' : state);
        expect(shown[0]).toBe(`12:00 ${wordOf(states[0])}`);
        expect(shown.at(-1)).toMatch(new RegExp(`^\\d\\d:\\d\\d ${wordOf(states.at(-1))}$`));
        expect(text.length).toBeLessThan(300);
      }),
    );
  });
});
