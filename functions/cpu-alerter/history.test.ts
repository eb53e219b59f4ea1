import { historySentence, ordinal } from './history';

const changedAt = new Date('2026-03-02T03:11:24.518Z');
const change = (minutes: number, from: string, to: string) => ({
  at: new Date(changedAt.getTime() - minutes * 60_000),
  from,
  to,
});
const rang = (start: number, end: number) => [change(start, 'OK', 'ALARM'), change(end, 'ALARM', 'OK')];

describe('historySentence', () => {
  it.each([
    ['the first', [], '1st ALARM in 24 h.'],
    ['itself in the history already', [change(0, 'OK', 'ALARM')], '1st ALARM in 24 h.'],
    ['two before', [...rang(200, 180), ...rang(60, 46)], '3rd ALARM in 24 h, last one 14 min.'],
    ['one of yesterday', rang(1_500, 1_490), '1st ALARM in 24 h.'],
    [
      'one that ended without data',
      [change(60, 'OK', 'ALARM'), change(59.5, 'ALARM', 'INSUFFICIENT_DATA')],
      '2nd ALARM in 24 h, last one 30 s.',
    ],
    ['one without an end', [change(60, 'OK', 'ALARM')], '2nd ALARM in 24 h.'],
  ])('says of %s', (_, changes, sentence) => {
    expect(historySentence(changes, changedAt)).toBe(sentence);
  });
});

describe('ordinal', () => {
  it.each([
    [1, '1st'],
    [2, '2nd'],
    [3, '3rd'],
    [4, '4th'],
    [11, '11th'],
    [12, '12th'],
    [21, '21st'],
    [113, '113th'],
  ])('writes %p as %s', (count, words) => {
    expect(ordinal(count)).toBe(words);
  });
});
