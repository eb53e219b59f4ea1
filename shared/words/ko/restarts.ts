import type { restarts as en } from '../en/restarts';

export const restarts: typeof en = {
  notRestarted: (subject) => `${subject} 재시작 안 함`,
  keepsDying: (subject) => `${subject} 반복 중지`,
  restarting: (subject) => `${subject} 재시작 중`,
  restarted: (subject, seconds) => `${subject} 실행 중 (${seconds} 만에 재시작)`,
  alive: (subject) => `${subject} 정상, 지표만 없음`,
  failed: (subject) => `${subject} 재시작 실패`,
  unknown: (subject) => `${subject} 재시작 결과 알 수 없음`,
  suspicious: '재시작 요청 메시지가 사실과 다름',

  reason: (why, next) => `${why}. ${next}`,
  processOf: (alarm) => `${alarm} 경보의 프로세스`,
  noProcess: '경보의 차원에 프로세스 없음 (exe, pattern, process_name, pidfile)',
  noInstance: '경보의 차원에 InstanceId 없음',
  addDimensions: '에이전트가 보내는 차원을 경보에 넣으세요.',
  notMapped: (process) => `설정의 \`processes\` 항목에 없음: ${process}`,
  mapIt: (process) => `재시작하려면 \`${process}: <systemd 유닛>\` 줄을 추가하고 배포하세요.`,
  stale: (minutes) => `오래된 경보 (${minutes} 전)`,
  lookAtIt: '상태를 확인하고 필요하면 직접 재시작하세요.',
  noSuchInstance: (id) => `EC2에 없는 인스턴스: ${id}`,
  deleteAlarm: '종료된 인스턴스이므로 경보를 삭제하세요.',
  instanceIs: (state) => `인스턴스 상태: ${state}`,
  comesWithInstance: '유닛이 enable 상태면 인스턴스와 함께 다시 시작됩니다.',
  noTag: (key, value) => `인스턴스에 태그 없음: ${key}=${value}`,
  addTag: '태그를 추가하면 재시작 대상이 됩니다. 지금은 직접 재시작하세요.',
  paused: (until, tag) => `인스턴스 일시 중지 중: ${until}까지 (태그 ${tag})`,
  removeTag: '태그를 지우면 다음 경보부터 재시작합니다.',
  mind: (problem) => `참고: ${problem}.`,
  young: (age) => `인스턴스 시작 ${age} 경과, 아직 부팅 중일 수 있음`,
  ifItStays: '경보가 계속되면 직접 재시작하세요. CloudWatch는 경보가 정상이 된 뒤에만 다시 알립니다.',
  memoryLost: (error) => `이전 조치 기록을 확인할 수 없음: ${error}`,
  restartByHand: '프로세스 상태를 확인하고 직접 재시작하세요.',
  notManaged: 'Systems Manager 관리 대상이 아닌 인스턴스',
  manageIt:
    'AmazonSSMManagedInstanceCore 정책이 있는 인스턴스 프로파일을 연결하고 SSM 에이전트 실행 여부를 확인하세요. 프로세스는 직접 재시작하세요.',
  agentIs: (ping, since) => `SSM 에이전트 상태: ${ping}${since ? ` (${since}부터)` : ''}`,
  seeInstance: '인스턴스 상태와 Systems Manager 연결을 확인하고 프로세스를 직접 재시작하세요.',
  noDocument: 'Systems Manager 문서 없음',
  deployAgain: '스테이지를 다시 배포하세요.',
  unitRefused: '배포된 Systems Manager 문서가 허용하지 않는 유닛',
  deployNewer: '설정이 배포본보다 새롭습니다. 스테이지를 다시 배포하세요.',
  tooOften: (count, minutes) =>
    `${minutes}분 동안 재시작 ${count}회, 더 이상 재시작하지 않습니다. ` +
    'CloudWatch는 경보가 정상이 된 뒤에만 다시 알립니다. 원인을 찾은 뒤 직접 시작하세요.',
  outcomeFollows: (remark) => `결과는 끝나는 대로 알립니다. ${remark}`.trim(),

  forgotten: '기록하지 못했습니다. 결과 알림이 늦거나 없을 수 있습니다.',

  active: (unit, pid) => `${unit} active, 메인 PID ${pid}.`,
  agentMissing: (unit, pid) =>
    `재시작 안 함: ${unit} active, 메인 PID ${pid}. CloudWatch 에이전트를 확인하세요: \`systemctl status amazon-cloudwatch-agent\`.`,
  unknownUnit: (unit) =>
    `systemd에 없는 유닛: ${unit}. 설정의 \`processes\`에서 유닛 이름을 고쳐 배포하고, 프로세스는 직접 재시작하세요.`,
  stateAfter: (unit, state, seconds) =>
    `재시작 ${seconds} 후 ${unit} 상태: ${state}. 원인은 저널 끝부분에 있습니다.`,
  noProof: '명령은 성공했지만 실행을 증명하는 출력이 없습니다.',
  unreached:
    '60초 안에 명령이 인스턴스에 전달되지 않음: SSM 에이전트 오프라인. 프로세스를 직접 재시작하세요.',
  tooLong: '명령 실행 시간 초과.',
  still: (status) => `명령 진행 중: ${status}.`,
  ended: (status) => `명령 종료 상태: ${status}.`,
  notKnownToSsm: 'SSM에 기록 없음',
  ssmSilent: (why) => `Systems Manager 조회 실패: ${why}.`,
  seeCommand: '인스턴스와 Systems Manager의 명령을 확인하세요.',
  output: '마지막 로그',
  errors: '오류',

  untrue: (alarm, why) =>
    `메시지 내용: ${alarm} 경보 발생. 실제: ${why}. 재시작하지 않았습니다. 주제에 게시할 수 있는 주체를 확인하세요. 같은 종류는 오늘 로그에만 남깁니다.`,
  noSuchAlarm: '여기에는 없는 경보 (삭제됐거나, 처음부터 없었거나, 다른 리전 또는 계정의 경보)',
  anotherAlarm: (arn) => `같은 이름의 실제 경보: ${arn}`,
  elsewhere: (region, account) => `다른 곳의 경보: ${region}, 계정 ${account}`,
  anotherMetric: '지표 또는 차원이 다른 경보',
  future: (at) => `아직 오지 않은 시각: ${at}`,
  notRinging: (state, since, at) => `현재 상태 ${state} (${since}부터), 메시지의 경보 시각 ${at}`,
  alreadyIn: (state) => `현재 상태 ${state}`,
  noAction: (topic) => `주제에 연결된 경보 작업 없음: ${topic}`,
  actionsDisabled: '경보 작업 비활성화됨',
  sendsNothing: (why) => `${why}, CloudWatch가 보낼 수 없는 메시지`,
};
