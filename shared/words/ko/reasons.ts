/** Why people would have been notified of a change, or not, as the page of a history says it. */
import { common } from './common';

const STATE = '(ALARM|OK|INSUFFICIENT_DATA)';

const stateOf = (state = ''): string =>
  state === 'ALARM' || state === 'OK' || state === 'INSUFFICIENT_DATA' ? common.state(state) : state;

/** What the log says in English, as functions/slack-notifier/delivery and cli/history/replay word it. */
const REASONS: [RegExp, (...found: string[]) => string][] = [
  [/^the alarm is in ALARM$/, () => '경보 상태'],
  [/^the alarm was in ALARM before$/, () => '직전 상태가 경보'],
  [
    new RegExp(`^people were last notified of ${STATE}$`),
    (state) => `마지막으로 알린 상태가 ${stateOf(state)}`,
  ],
  [new RegExp(`^${STATE} always notifies$`), (state) => `${stateOf(state)} 상태는 항상 알리는 설정`],
  [new RegExp(`^${STATE} never notifies$`), (state) => `${stateOf(state)} 상태는 알리지 않는 설정`],
  [
    new RegExp(`^${STATE} → ${STATE}: the alarm was not in ALARM before$`),
    (from, to) => `${stateOf(from)} → ${stateOf(to)}: 직전 상태가 경보가 아님`,
  ],
  [/^people were notified of no ALARM before$/, () => '앞서 알린 경보가 없음'],
  [/^people were not notified of its ALARM$/, () => '앞선 경보를 알리지 않았음'],
  [/^the state before is not known$/, () => '직전 상태를 알 수 없음'],
  [/^it was dealt with already$/, () => '이미 처리함'],
  [/^others were notified of it$/, () => '다른 수단으로 알렸음'],
  [
    /^a critical alarm over its metric is in ALARM already$/,
    () => '같은 지표의 더 심각한 경보가 이미 울리는 중',
  ],
  [/^people are notified of its contributors, each by itself$/, () => '항목별로 따로 알림'],
  [/^the OK of (.+) is notified instead$/, (alarm) => `대신 알리는 정상 알림: ${alarm}`],
  [/^its actions are disabled$/, () => '경보 작업이 비활성화되어 있음'],
  [
    new RegExp(`^no topic is among its actions for ${STATE}$`),
    (state) => `${stateOf(state)} 상태의 작업에 SNS 주제가 없음`,
  ],
  [
    /^it is about the service itself, which the topic watchdog is for$/,
    () => '서비스 자체의 경보 (watchdog 주제가 알림)',
  ],
];

/** Of one that is not known, what it says in English. */
export function reason(why: string): string {
  for (const [pattern, say] of REASONS) {
    const found = pattern.exec(why);
    if (found) return say(...found.slice(1));
  }
  return why;
}
