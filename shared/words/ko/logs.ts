import type { logs as en } from '../en/logs';

/** Of what was done, and of what was refused. */
const VERBS = { read: '읽음', written: '씀', deleted: '삭제함', touched: '접근함' };
const ATTEMPTS = { read: '읽기', written: '쓰기', deleted: '삭제', touched: '접근' };

export const logs: typeof en = {
  lastHour: (zone) => `최근 1시간 (${zone})`,
  now: (value) => `현재 ${value}`,
  peak: (value, at) => `최고 ${value} (${at})`,
  limit: (value) => `기준 ${value}`,
  lines: (group, count, read) => `${group}: ${read}줄 중 ${count}줄`,
  more: '로그에 더 있음',
  noGroup: '로그 그룹 없음',
  noAccess: '접근 거부: 역할에 읽기 권한 없음 (logs:FilterLogEvents)',
  throttling: 'CloudWatch Logs 요청 제한',
  none: '로그 없음',
  nothing: (read) => `${read}줄 중 해당 없음`,
  all: (text, groups) => `로그: ${text} (${groups.join(', ')})`,
  some: (groups, text) => `${groups.join(', ')}: ${text}`,
  title: '로그',
  problem: (error) => `로그: ${error}`,
  rest: (lines, kinds) => `… 외 ${kinds}종류 ${lines}줄`,

  bucket: (name) => `버킷 ${name}`,
  buckets: '감시 버킷',
  objects: (count, verb, who, more, refused) =>
    `${who.join(', ')}${more > 0 ? ` 외 ${more}명` : ''}, 객체 ${count}개 ${refused ? `${ATTEMPTS[verb]} 시도, 거부됨` : VERBS[verb]}`,
  touchedUnknown: '객체 접근 발생',
  by: (who) => `접근: ${who}.`,
  notReadable: '누가 접근했는지 조회하지 못했습니다.',
  notYet:
    '누가 접근했는지 아직 로그에 없습니다. CloudTrail은 몇 분 늦게 기록합니다. "로그" 링크로 다시 확인하세요.',
  who: (zone) => `접근 내역 (${zone})`,
  refused: (call, why) => `${call} 거부됨 (${why})`,
  call: (count, call, who, from, times) => `${count}× ${call}, ${who}, ${from}, ${times}: `,
  unknownPlace: '알 수 없는 위치',
  unknownBucket: '기록에 이름이 없는 버킷',
  andMore: (count) => ` 외 ${count}개`,
  otherCalls: (calls, kinds) => `… 외 ${kinds}종류 ${calls}건`,
  unreadable: (problem) => `로그를 읽지 못함: ${problem}`,
  moreThere: (problem) => `로그에 더 있습니다${problem ? ` (${problem})` : ''}.`,
  unread: (count, complaint) => `읽지 못한 기록 ${count}건. ${complaint}`,
};
