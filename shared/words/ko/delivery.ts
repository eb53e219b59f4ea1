import type { delivery as en } from '../en/delivery';

export const delivery: typeof en = {
  alarms: (count) => `경보 ${count}건`,
  messages: (count) => `알림 ${count}건`,
  counts: (counts, span, ringing) =>
    `${span ? `${span} ` : ''}${counts.join(', ')}${ringing > 0 ? `, ${ringing}건 진행 중` : ''}`,
  from: (first, last) => `${first}~${last}`,
  at: (moment) => moment,
  andMore: (title, count) => `${title}, 외 ${count}건`,
  together: (zone) => `하나씩 보내지 못해 모아서 알립니다. 시각: ${zone}.`,
  moreChanges: (count) => `… 외 ${count}회 변경 …`,

  late: (at) => ` (늦은 알림: ${at})`,
  since: (label, state, at) => `${label} ${at}부터 ${state}`,
  lateChanges: (changes) => ` (늦은 알림: ${changes})`,
  sinceThen: (at, state, since) => ` (늦은 알림: ${at}, 이후 ${since} ${state})`,
  atThatTime: (at, text) => `${at} 당시: ${text}`,

  unsure: '상태 테이블을 조회하지 못했습니다. 중복되거나 늦은 알림일 수 있습니다.',
  noSlack: (why) => `Slack 전송 실패로 여기에만 알립니다. ${why}`,
  noSlackSubject: '[Slack 전송 실패]',
  noSlackSms: 'Slack 실패!',
  smsSeverity: (severity) => `[${severity}]`,
  missedSms: (count) => `(외 ${count}건)`,
  notAllShown: '… 길이 제한으로 일부 생략.',

  failed: (title, name) => `${title}, ${name} 실패`,
  failedAlone: (name) => `${name} 실패`,
  neverReached: (condition) => `함수에 전달되지 않음: Lambda 포기 (${condition}).`,
  gaveUp: (attempts, condition, error) =>
    `${attempts === undefined ? '' : `${attempts}회 시도 후 `}포기 (${condition}): ${error}`,
  mayNotBeDone: '해야 할 조치가 이루어지지 않았을 수 있습니다.',

  fromAws: 'AWS 메시지',
  asItCame: (problem) => `원문 그대로 표시합니다. ${problem}.`,
  notInWords: (error) => `문장으로 만들지 못함: ${error}`,
  notShown: (error) => `표시할 수 없는 내용 (${error}).`,
  content: '내용',
  canary: (reason) => `카나리 ${reason}`,
  canaryText: '경보가 이 채널에 도착하는지 확인하는 메시지입니다. 정상 도착했으며 조치할 것은 없습니다.',
};
