import { dateTimeText, durationText } from './duration';

describe('timeText', () => {
  it('shows minutes in UTC', () => {
    expect(dateTimeText(new Date('2026-03-01T22:00:30+09:00'))).toBe('2026-03-01 13:00 UTC');
  });
});

describe('spanText', () => {
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
