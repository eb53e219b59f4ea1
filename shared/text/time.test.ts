import { dateTimeText, minuteText, rangeText, secondText } from './time';

const at = new Date('2026-03-01T22:00:30+09:00');

describe('dateTimeText', () => {
  it('shows minutes in UTC', () => {
    expect(dateTimeText(at)).toBe('2026-03-01 13:00 UTC');
  });
});

it('shows the time of day in minutes or seconds', () => {
  expect([minuteText(at), secondText(at)]).toEqual(['13:00', '13:00:30']);
});

describe('rangeText', () => {
  it.each([
    ['2026-03-01T13:00:30.900Z', '13:00:30'],
    ['2026-03-01T13:02:10Z', '13:00:30–13:02:10'],
  ])('to %s is %s', (to, text) => {
    expect(rangeText(at, new Date(to))).toBe(text);
  });
});
