import { speak } from '../../shared/words/language';
import { historyWords } from './history';

const changedAt = new Date('2026-03-02T03:11:24.518Z');
const change = (minutes: number, from: string, to: string) => ({
  at: new Date(changedAt.getTime() - minutes * 60_000),
  from,
  to,
});
const rang = (start: number, end: number) => [change(start, 'OK', 'ALARM'), change(end, 'ALARM', 'OK')];

describe('historyWords', () => {
  it.each([
    ['the first', [], '', ''],
    ['itself in the history already', [change(0, 'OK', 'ALARM')], '', ''],
    ['two before', [...rang(200, 180), ...rang(60, 46)], ', 3rd time in 24 h', 'The one before took 14 min.'],
    ['one of yesterday', rang(1_500, 1_490), '', ''],
    [
      'one that ended without data',
      [change(60, 'OK', 'ALARM'), change(59.5, 'ALARM', 'INSUFFICIENT_DATA')],
      ', 2nd time in 24 h',
      'The one before took 30 s.',
    ],
    ['one without an end', [change(60, 'OK', 'ALARM')], ', 2nd time in 24 h', ''],
  ])('says of %s', (_, changes, suffix, remark) => {
    expect(historyWords(changes, changedAt)).toEqual({ suffix, remark });
  });

  it.each([
    [1, '2nd'],
    [2, '3rd'],
    [3, '4th'],
    [10, '11th'],
    [11, '12th'],
    [12, '13th'],
    [20, '21st'],
    [110, '111th'],
    [112, '113th'],
  ])('counts, after %i, the %s', (before, ordinal) => {
    const changes = Array.from({ length: before }, (_, index) => rang(before - index + 1, before - index));
    expect(historyWords(changes.flat(), changedAt).suffix).toBe(`, ${ordinal} time in 24 h`);
  });

  it('speaks Korean', () => {
    speak('ko');
    expect(historyWords(rang(60, 46), changedAt)).toEqual({
      suffix: ', 24시간 내 2번째',
      remark: '직전 경보 지속 시간: 14분',
    });
    speak('en');
  });
});
