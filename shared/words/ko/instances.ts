import type { instances as en } from '../en/instances';
import { listed } from './common';

const STATES: Record<string, string> = {
  pending: '시작 중',
  running: '실행 중',
  stopping: '중지 중',
  stopped: '중지됨',
  'shutting-down': '종료 중',
  terminated: '종료됨',
};

export const instances: typeof en = {
  changed: (name, state, reason) => `${name} ${STATES[state] ?? state}${reason && `: ${reason}`}`,
  changedSince: (name, state, now) => `${name} ${STATES[state] ?? state}, 현재 ${STATES[now] ?? now}`,
  awaitOptIn: (count) => `경보 없는 인스턴스 ${count}개`,
  trouble: '인스턴스 경보 확인 필요',
  leftOut: '인스턴스 지표가 경보 한도보다 많음',
  silenced: (name) => `${name}: 태그로 알림 꺼짐`,
  silencedMany: (count) => `인스턴스 ${count}개: 태그로 알림 꺼짐`,

  reasons: {
    user: 'API 또는 콘솔로 요청',
    itself: '운영 체제 내부에서 요청',
    spot: 'AWS의 스팟 용량 회수',
    capacity: 'AWS 용량 부족',
    aws: 'AWS가 수행',
    volume: '볼륨 오류',
    launchFailed: '시작 실패',
  },
  awsSays: (reason) => `AWS 사유: ${reason}.`,

  deleted: (count) => `경보 ${count}개 삭제됨.`,
  asleep: (count) => `다시 실행될 때까지 경보 ${count}개의 작업이 비활성화됩니다.`,
  grace: (count, minutes) =>
    `경보 ${count}개, ${minutes}분 동안 또는 에이전트가 보고할 때까지 작업이 비활성화됩니다.`,
  awake: (count) => `경보 ${count}개 켜짐.`,
  awaits: (command) => `이 서비스 이전부터 있던 인스턴스입니다. 경보를 만들려면 \`${command}\`.`,
  slow: '세부 모니터링이 꺼져 있어 CPU를 5분마다 확인합니다.',
  attached: (profile) => `인스턴스 프로파일이 없어 연결함: ${profile}.`,
  profileWaits: '인스턴스 프로파일이 아직 없습니다. 다음 점검 때 연결합니다.',
  profileLacks: (profile, policies) =>
    `인스턴스 프로파일 ${profile}에 없는 정책: ${listed(policies)}. 변경하지 않습니다.`,
  problem: (problem) => `${problem}.`,
  optIn: (command, count, cost, more) =>
    `이 서비스 이전부터 있던 인스턴스입니다. \`${command}\` 명령으로 경보 ${count}개를 만듭니다 (약 ${cost}${
      more > 0 ? `, 하루 안에 실행된 프로세스용 최대 ${more}개 추가` : ''
    }). 앞으로 시작되는 인스턴스에는 바로 만듭니다.`,
  cost: (usd) => `월 ${usd} USD`,
  troubleText: (failed, problems) =>
    `${[failed > 0 ? `처리 실패 ${failed}개` : '', problems > 0 ? `쓸 수 없는 설정 ${problems}개` : '']
      .filter(Boolean)
      .join(', ')}.`,
  leftOutText: (count, on, most) =>
    `인스턴스 ${on}개에 디스크·프로세스 경보가 ${count}개 더 필요하지만, 템플릿마다 인스턴스당 최대 ${most}개입니다 (config/의 \`instances.most\`).`,
  leftOutLine: (template, most, items) => `${template} 경보 ${most}개, 제외: ${items}`,
  whoTagged: '누가 설정했는지는 CloudTrail의 `CreateTags` 기록에 있습니다.',
  silence: (name, silences) => `${name}: ${silences.join('; ')}`,
  skipped: (tag) => `경보와 알림 없음 (태그 ${tag}=true)`,
  outOfReach: (template, tag, threshold, configured) =>
    `${template} 경보가 울릴 수 없음 (태그 ${tag}=${threshold}, config/ 값 ${configured})`,
  pausedBy: (tag, value, hours) =>
    `경보 작업과 프로세스 재시작 비활성화 (태그 ${tag}=${value}, 최대 ${hours}시간)`,
  badSkip: (tag, value) => `${tag} 태그 값 오류: "${value}" (true 또는 false)`,
  badThreshold: (tag, value) => `${tag} 태그 값이 숫자가 아님: "${value}", 기본 임계값 적용`,
  noTemplate: (tag) => `config/에 없는 템플릿의 태그: ${tag}`,

  plan: '계획',
  wrong: '문제',
  leftOutTitle: '제외된 항목',
  silencedTitle: '꺼진 항목',
};
