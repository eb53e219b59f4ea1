import { datapointSpan, durationText, shortDuration, wholeMinutes } from './duration';

describe('durationText', () => {
  it.each([
    [-2_000, 'less than a second'],
    [400, 'less than a second'],
    [1_000, '1 second'],
    [7_400, '7 seconds'],
    [200_000, '3 minutes 20 seconds'],
    [3_600_000, '1 hour'],
    [3_605_000, '1 hour'],
    [176_461_000, '2 days 1 hour'],
  ])('says %p ms as %p', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('shortDuration', () => {
  it.each([
    [0, '1 s'],
    [40_000, '40 s'],
    [14 * 60_000, '14 min'],
    [119 * 60_000, '119 min'],
    [5 * 3_600_000, '5 h'],
  ])('writes %p ms as %s', (ms, words) => {
    expect(shortDuration(ms)).toBe(words);
  });
});

describe('datapointSpan', () => {
  it.each([
    [1, 1, 60, '1 of 1 minutes'],
    [2, 3, 300, '10 of 15 minutes'],
    [1, 2, 3_600, '1 of 2 hours'],
    [1, 1, 86_400, '1 of 1 days'],
    [2, 3, 10, '20 of 30 seconds'],
    [1, 1, 0, '0 of 0 days'],
  ])('%p of %p datapoints of %p s', (datapoints, of, period, expected) => {
    expect(datapointSpan(datapoints, of, period)).toBe(expected);
  });
});

describe('wholeMinutes', () => {
  it('counts those that are over', () => {
    expect(wholeMinutes(719_999)).toBe('11 minutes');
  });
});
