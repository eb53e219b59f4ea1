import { speak } from '../words/language';
import { datapointSpan, durationText, shortDuration } from './duration';

afterEach(() => speak('en'));

describe('durationText', () => {
  it.each([
    [-2_000, 'less than 1 s', '1초 미만'],
    [400, 'less than 1 s', '1초 미만'],
    [1_000, '1 s', '1초'],
    [7_400, '7 s', '7초'],
    [200_000, '3 min 20 s', '3분 20초'],
    [3_600_000, '1 h', '1시간'],
    [3_605_000, '1 h', '1시간'],
    [176_461_000, '2 d 1 h', '2일 1시간'],
  ])('says %p ms as %p', (ms, english, korean) => {
    expect(durationText(ms)).toBe(english);
    speak('ko');
    expect(durationText(ms)).toBe(korean);
  });
});

describe('shortDuration', () => {
  it.each([
    [0, '1 s', '1초'],
    [40_000, '40 s', '40초'],
    [14 * 60_000, '14 min', '14분'],
    [119 * 60_000, '119 min', '119분'],
    [5 * 3_600_000, '5 h', '5시간'],
    [50 * 3_600_000, '2 d', '2일'],
  ])('writes %p ms as %s', (ms, english, korean) => {
    expect(shortDuration(ms)).toBe(english);
    speak('ko');
    expect(shortDuration(ms)).toBe(korean);
  });
});

describe('datapointSpan', () => {
  it.each([
    [1, 1, 60, '1 minute', '1분'],
    [5, 5, 60, '5 minutes', '5분'],
    [2, 3, 300, '2 of the last 3 periods of 5 minutes', '최근 3회 중 2회 (5분 간격)'],
    [1, 2, 3_600, '1 of the last 2 periods of 1 hour', '최근 2회 중 1회 (1시간 간격)'],
    [1, 1, 86_400, '1 day', '1일'],
    [2, 3, 10, '20 of the last 30 seconds', '최근 30초 중 20초'],
    [1, 1, 0, '0 days', '0일'],
  ])('%p of %p datapoints of %p s', (datapoints, of, period, english, korean) => {
    expect(datapointSpan(datapoints, of, period)).toBe(english);
    speak('ko');
    expect(datapointSpan(datapoints, of, period)).toBe(korean);
  });
});
