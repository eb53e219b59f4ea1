import type { Severity } from '../../notification';
import type { AlarmState } from '../../parsing/alarm';
import type { common as en } from '../en/common';

const STATES: Record<AlarmState, string> = { ALARM: '경보', OK: '정상', INSUFFICIENT_DATA: '데이터 부족' };
const SEVERITIES: Record<Severity, string> = {
  critical: '경보',
  warning: '경고',
  unknown: '데이터 부족',
  info: '안내',
  good: '정상',
};
const UNITS = { second: '초', minute: '분', hour: '시간', day: '일' };

/** `가, 나, 다` */
export const listed = (all: string[]): string => all.join(', ');

export const common: typeof en = {
  state: (state) => STATES[state],
  severity: (severity) => SEVERITIES[severity],
  units: { ms: ' ms', s: '초', min: '분', h: '시간', d: '일' },
  lessThanASecond: '1초 미만',
  span: ({ count, unit }) => `${count}${UNITS[unit]}`,
  spanOf: ({ count, of, unit }) => `최근 ${of}${UNITS[unit]} 중 ${count}${UNITS[unit]}`,
  joined: (sentences) => sentences.map((one) => one.replace(/\.$/, '')).join(' · '),
  periods: ({ count, of, span }) => `최근 ${of}회 중 ${count}회 (${span} 간격)`,
  more: (count) => `외 ${count}개`,
  moreLines: (count) => `… 외 ${count}줄`,
  notKnown: '알 수 없음',
  browser: '브라우저',
  facts: {
    instance: '인스턴스',
    dimensions: '차원',
    metric: '지표',
    rule: '규칙',
    alarm: '경보',
    account: '계정',
    region: '리전',
    project: '프로젝트',
    environment: '환경',
    time: '시각',
    topic: '주제',
    message: 'SNS 메시지',
    request: '요청',
    unit: '유닛',
    command: '명령',
    group: '그룹',
    trail: '추적',
    source: '접속 IP',
    agent: '접속 도구',
    mfa: 'MFA',
  },
  links: {
    runbook: '조치 문서',
    alarm: '경보',
    instance: '인스턴스',
    instances: '인스턴스 목록',
    metric: '지표',
    console: '콘솔',
    mute: '알림 끄기',
    logs: '로그',
    command: '명령',
    event: '이벤트',
    trail: '추적',
    trails: '추적 목록',
    user: '사용자',
    topic: '주제',
    function: '함수 로그',
    queue: '전송 실패 메시지',
  },
};
