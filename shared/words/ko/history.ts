import { grouped } from '../../text/number';
import type { history as en } from '../en/history';
import { reason } from './reasons';

/** `70회 모두`, `30회 중 27회는` */
const part = (some: number, all: number): string =>
  some === all ? `${all}회 모두` : `${all}회 중 ${some}회는`;
const times = (count: number): string => `${grouped(count)}회`;

export const history: typeof en = {
  title: (place) => `지난 경보로 미리 본 알림 · ${place}`,
  headline: (place, messages, days, byNight) =>
    `${place}: ${days}일간 메시지 ${grouped(messages)}건, 야간 ${grouped(byNight)}건`,
  changes: (alarms, changes, notified, suppressed) =>
    `경보 ${grouped(alarms)}개, 상태 변경 ${grouped(changes)}건: 알림 ${grouped(notified)}건, 알리지 않음 ${grouped(suppressed)}건`,
  span: (from, to) => `${from}~${to}`,
  unread: (count) => `읽지 못한 기록 ${grouped(count)}건`,
  night: (from, to) => `야간: ${from}시~${to}시`,

  hint: {
    noAlarms: (region) =>
      `${region} 리전에 경보가 없습니다. 다른 리전(\`--region\`)이나 다른 계정(\`--profile\`)인지 확인하세요.`,
    noChanges: '이 기간에 상태가 바뀐 경보가 없습니다.',
    unheard:
      '보냈을 알림이 없습니다. 울린 경보의 작업에 SNS 주제가 없거나 작업이 비활성화되어 있습니다. 모든 경보의 알림을 미리 보려면 `config/<스테이지>.yml`에 `allAlarms: true`를 넣고 다시 실행하세요.',
  },

  figures: {
    perDay: '하루 평균 메시지',
    perNight: '야간 평균 메시지',
    suppressed: (changes) => `알리지 않은 변경 (전체 ${changes}건)`,
    ringing: '아직 울리는 경보',
  },
  counts: {
    messages: '메시지',
    perDay: '하루 평균',
    byNight: '야간',
    digests: '모아 보낸 메시지',
    notified: '알린 변경',
    suppressed: '알리지 않은 변경',
    restarts: '재시작',
    mails: '메일',
    sms: 'SMS',
  },

  noisiest: {
    title: '알림이 많은 경보',
    note: '',
    item: (count, share, byNight) => `알림 ${count}건 (전체의 ${share}), 야간 ${byNight}건`,
  },
  flapping: {
    title: '반복해서 울리는 경보',
    note: '1시간 안에 3회 이상 울린 경보입니다.',
    item: (most, at, all) => `${at}부터 1시간 동안 ${times(most)}, 전체 ${times(all)}`,
  },
  together: {
    title: '함께 울리는 경보',
    note: '열에 여덟 번 이상 5분 이내에 함께 울린 경보입니다. 묶음마다 복합 경보 하나를 만들고 개별 경보의 작업은 빼세요.',
    item: (count, more) => (more > 0 ? `외 ${grouped(more)}개, ${times(count)}` : times(count)),
  },
  actionsDisabled: {
    title: '작업이 비활성화된 경보',
    note: '울려도 알림이 가지 않습니다. 작업을 다시 활성화하거나 경보를 삭제하세요.',
  },
  withoutAction: {
    title: '경보(ALARM) 작업이 없는 경보',
    note: '울려도 알림이 가지 않습니다. `alerts` 주제를 작업으로 추가하거나 `allAlarms: true`로 설정하세요.',
  },
  rang: (count) => (count === 0 ? '울린 적 없음' : `${times(count)} 울림`),
  withoutData: {
    title: '하루 넘게 데이터가 없는 경보',
    note: '감시 대상이 없어졌으면 경보를 삭제하고, 그렇지 않으면 지표가 왜 들어오지 않는지 확인하세요.',
    item: (duration) => `${duration}째`,
  },
  longest: {
    title: '가장 오래 울린 경보',
    note: '며칠씩 울리는 경보는 아무도 보지 않게 됩니다. 원인을 해결하거나 임계값을 바꾸세요.',
    item: (duration, from, isOlder, isOpen) =>
      `${duration}, ${from} ${isOlder ? '이전부터' : '시작'}${isOpen ? ', 아직 울리는 중' : ''}`,
  },
  restarts: {
    title: '재시작했을 프로세스',
    note: '',
    item: (unit, instance, count) => `${instance} ${unit}, ${times(count)}`,
  },
  cost: {
    title: '메일과 SMS',
    note: '',
    mails: (count, usd) => `메일 ${grouped(count)}통, ${usd} USD`,
    sms: (count) => `SMS ${grouped(count)}건, 요금은 국가별로 다름`,
  },
  reason,
  reasons: {
    title: '알리지 않은 이유',
    note: '',
    item: (why, count) => `${count}건: ${why}`,
  },

  mend: {
    periods: (to, from, period, [quiet, of], later) =>
      `연속 데이터 포인트 ${from}개 → ${to}개 (${period} 간격): ${part(quiet, of)} 울리지 않았을 것입니다. 더 오래가는 경보의 알림은 ${later} 늦어집니다.`,
    threshold: (to, from, quiet, of) =>
      `임계값 ${from} → ${to}: ${part(quiet, of)} 울리지 않았을 것입니다 (울리기 시작한 시점의 값으로 계산).`,
    severity:
      '바로 조치할 필요가 없는 경보라면 경보 설명에 `severity: info`를 넣으세요. 아무도 호출하지 않습니다.',
    action: '이미 `severity: info`입니다. 아무도 보지 않는다면 작업을 빼거나 경보를 삭제하세요.',
    gone: '지금은 없는 경보입니다.',
  },

  page: {
    days: '날짜',
    filter: '경보 이름 (예: web-*)',
    all: '모든 경보',
    of: (alarm) => `경보 ${alarm}`,
    suppressed: (count) => `알리지 않음 ${grouped(count)}건`,
    nothing: '보냈을 알림이 없습니다.',
    range: (from, to, of) => `메시지 ${of}건 중 ${from}~${to}`,
    earlier: '이전',
    later: '다음',
    more: (count) => `${count}개 더 보기`,
    light: '밝게',
    dark: '어둡게',
    keys: '← → 날짜 · / 필터 · D 어둡게',
    differs: (count) => `결과가 달라지는 변경 ${grouped(count)}건`,
    same: '두 설정의 결과가 같습니다.',
    outcome: { notified: '알림', suppressed: '알리지 않음' },
  },

  report: {
    more: (count) => `… 외 ${grouped(count)}개`,
    how: 'CloudWatch에 남은 경보 기록으로 계산 (npm run history)',
  },
};
