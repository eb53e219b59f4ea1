import type { Comparison } from '../../parsing/alarm-reason';
import type { alarm as en } from '../en/alarm';
import { listed } from './common';

const COMPARISONS: Record<Comparison, string> = {
  above: '기준 초과',
  'at-or-above': '기준 이상',
  below: '기준 미만',
  'at-or-below': '기준 이하',
  'outside-band': '예상 범위 이탈',
  'above-band': '예상 범위 초과',
  'below-band': '예상 범위 미만',
};

const spaced = (...parts: string[]): string => parts.filter(Boolean).join(' ');

export const alarm: typeof en = {
  value: '값',
  over: (what, value, limit) => spaced(what, `${value} (기준 ${limit})`),
  unexpected: (what, value, expected) => spaced(what, `${value} (예상 ${expected})`),
  expected: (lower, upper) =>
    lower && upper ? `${lower}~${upper}` : lower ? `${lower} 이상` : `${upper} 이하`,
  back: (what, value) => `${spaced(what, value)}, 정상`,
  ok: (what) => spaced(what, '정상'),
  rings: (what) => spaced(what, '경보 발생'),
  noData: (what) => spaced(what, '데이터 없음'),
  processDown: (process) => `${process} 중지됨`,
  processUp: (process) => `${process} 다시 실행 중`,
  childrenRing: (names, more) => `${listed(names)}${more > 0 ? ` 외 ${more}개` : ''} 경보 중`,
  after: (duration) => ` (${duration} 만에)`,
  nth: (count) => `, 24시간 내 ${count}번째`,
  lasting: (comparison, span) => `${span} 동안 ${COMPARISONS[comparison]}`,
  lastingIn: (comparison, span) => `${span} ${COMPARISONS[comparison]}`,
  since: (span) => `${span} 동안 지속`,
  sinceIn: (span) => `${span} 발생`,
  missingIsBad: '데이터 없음 · 장애로 판단',
  missingIsGood: '데이터 없음 · 정상으로 판단',
  byHand: (reason) => `수동 설정: ${reason}`,
  tooLittle: '데이터 부족 · 상태를 알 수 없음',
  previous: (duration) => `직전 경보 지속 시간: ${duration}`,
  acted: (what) => `조치: ${what}`,
};
