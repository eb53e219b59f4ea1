import { messagesOf } from '../../test/fixture';
import type { Alarm } from '../parsing/alarm';
import { parseAlarmMessage } from '../parsing/alarm-message';
import { speak } from '../words/language';
import { headline } from './headline';
import { alarmSentence } from './sentence';
import { subjectOf } from './subject';

afterEach(() => speak('en'));

const bySns = (name: string, change: object = {}) =>
  parseAlarmMessage({ ...Object(messagesOf(name)[0]), ...change });
const trigger = (name: string, change: object) => ({
  Trigger: { ...Object(messagesOf(name)[0]).Trigger, ...change },
});

const disk = (change: object) =>
  bySns('cpu-high', {
    ...trigger('cpu-high', {
      Namespace: 'CWAgent',
      MetricName: 'disk_used_percent',
      Threshold: 90,
      Dimensions: [
        { name: 'InstanceId', value: 'i-1' },
        { name: 'path', value: '/' },
      ],
    }),
    ...change,
  });
const crossed = (value: number, threshold = 90) => ({
  NewStateReason: `Threshold Crossed: 1 out of the last 1 datapoints [${value} (a)] was greater than or equal to the threshold (${threshold}.0)`,
});
const over = (value: number) => ({
  NewStateValue: 'OK',
  NewStateReason: `Threshold Crossed: 1 out of the last 1 datapoints [${value} (a)] was not greater than or equal to the threshold (90.0)`,
});
const status = (state: string, comparison = 'GreaterThanOrEqualToThreshold') =>
  bySns('cpu-high', {
    NewStateValue: state,
    ...crossed(1, 1),
    ...trigger('cpu-high', { MetricName: 'StatusCheckFailed', ComparisonOperator: comparison, Threshold: 1 }),
  });
const noData = {
  NewStateValue: 'INSUFFICIENT_DATA',
  NewStateReason: 'Insufficient Data: 1 datapoint was unknown.',
};
const child = (name: string) => ({
  Arn: `arn:aws:cloudwatch:ap-northeast-2:1:alarm:${name}`,
  State: { Value: 'ALARM' },
});

const CASES: [string, Alarm, string, string][] = [
  [
    'a full disk',
    disk(crossed(93)),
    'web-1: disk / at 93 % (limit 90 %)',
    'web-1: 디스크 / 93 % (기준 90 %)',
  ],
  ['that it is over', disk(over(71)), 'web-1: disk / is back at 71 %', 'web-1: 디스크 / 71 %, 정상'],
  ['no data', disk(noData), 'web-1: disk / has no data', 'web-1: 디스크 / 데이터 없음'],
  [
    'an alarm set by hand',
    disk({ NewStateReason: 'testing' }),
    'web-1: disk / is in ALARM',
    'web-1: 디스크 / 경보 발생',
  ],
  [
    'its OK set by hand',
    disk({ NewStateValue: 'OK', NewStateReason: 'testing' }),
    'web-1: disk / is OK',
    'web-1: 디스크 / 정상',
  ],
  [
    'a process alarm set by hand',
    bySns('process-down', { NewStateReason: 'testing' }),
    'web-1: httpd is in ALARM',
    'web-1: httpd 경보 발생',
  ],
  [
    'a dead process in a sentence whose number cannot be read',
    bySns('process-down', {
      NewStateReason: 'Threshold Crossed: Minimum 0.0 LessThanOrEqualToThreshold 0.0',
    }),
    'web-1: httpd is not running',
    'web-1: httpd 중지됨',
  ],
  [
    'too many of a process',
    bySns('process-down', {
      ...crossed(40, 30),
      ...trigger('process-down', { Threshold: 30, ComparisonOperator: 'GreaterThanOrEqualToThreshold' }),
    }),
    'web-1: processes httpd at 40 (limit 30)',
    'web-1: 프로세스 httpd 40 (기준 30)',
  ],
  ['a dead process', bySns('process-down'), 'web-1: httpd is not running', 'web-1: httpd 중지됨'],
  [
    'a process that sends nothing',
    bySns('missing-data'),
    'web-1: httpd is not running',
    'web-1: httpd 중지됨',
  ],
  [
    'one that lives again',
    bySns('process-down', { NewStateValue: 'OK' }),
    'web-1: httpd is running again',
    'web-1: httpd 다시 실행 중',
  ],
  [
    'one of which nobody knows',
    bySns('process-down', noData),
    'web-1: httpd has no data',
    'web-1: httpd 데이터 없음',
  ],
  ['a failed check', status('ALARM'), 'web-1: status check failed', 'web-1: 상태 검사 실패'],
  ['that it passes', status('OK'), 'web-1: status check passes', 'web-1: 상태 검사 통과'],
  [
    'an alarm that rings when all is well',
    status('ALARM', 'LessThanThreshold'),
    'web-1: StatusCheckFailed at 1 (limit 1)',
    'web-1: StatusCheckFailed 1 (기준 1)',
  ],
  [
    'a queue',
    bySns('alarm-no-arn'),
    'orders: oldest message at 15.2 min (limit 10 min)',
    'orders: 가장 오래된 메시지 15.2분 (기준 10분)',
  ],
  [
    'a database',
    bySns('alarm-no-description'),
    'orders-db: free storage at 4.8 GB (limit 5.4 GB)',
    'orders-db: 여유 스토리지 4.8 GB (기준 5.4 GB)',
  ],
  ['metric math', bySns('math'), 'web: 5xx rate at 7.8 % (limit 5 %)', 'web: 5xx rate 7.8 % (기준 5 %)'],
  [
    'an anomaly',
    bySns('anomaly'),
    'web: response time at 2.4 s (expected 82.1 ms to 940.6 ms)',
    'web: 응답 시간 2.4초 (예상 82.1 ms~940.6 ms)',
  ],
  [
    'an alarm of their own',
    bySns('alarm'),
    'Example alarm name: DeliveryErrors at 10 (limit 1)',
    'Example alarm name: DeliveryErrors 10 (기준 1)',
  ],
  [
    'a composite alarm',
    bySns('composite'),
    'web-degraded: web-5xx-rate is ringing',
    'web-degraded: web-5xx-rate 경보 중',
  ],
  [
    'a composite alarm over many',
    bySns('composite', { TriggeringChildren: ['a', 'b', 'c', 'd', 'e'].map(child) }),
    'web-degraded: a, b, c and 2 more are ringing',
    'web-degraded: a, b, c 외 2개 경보 중',
  ],
  ['its OK', bySns('composite', { NewStateValue: 'OK' }), 'web-degraded: OK', 'web-degraded: 정상'],
  [
    'one that nothing explains',
    bySns('composite', { TriggeringChildren: [] }),
    'web-degraded: in ALARM',
    'web-degraded: 경보 발생',
  ],
];

describe('headline', () => {
  it.each(CASES)('says %s', (_, alarm, english, korean) => {
    expect(headline(alarm, subjectOf(alarm, 'web-1'))).toBe(english);
    speak('ko');
    expect(headline(alarm, subjectOf(alarm, 'web-1'))).toBe(korean);
  });

  it.each([
    [
      'above what is expected',
      'greater than the upper thresholds [0.9]',
      'GreaterThanUpperThreshold',
      'expected 900 ms or less',
    ],
    [
      'below what is expected',
      'less than the lower thresholds [0.08]',
      'LessThanLowerThreshold',
      'expected 80 ms or more',
    ],
  ])('says %s', (_, reason, ComparisonOperator, expected) => {
    const alarm = bySns('anomaly', {
      NewStateReason: `Thresholds Crossed: 1 out of the last 1 datapoints [2.4 (a)] was ${reason}`,
      ...trigger('anomaly', { ComparisonOperator }),
    });
    expect(headline(alarm, subjectOf(alarm))).toBe(`web: response time at 2.4 s (${expected})`);
  });

  it('is one line, whatever the alarm is called', () => {
    const alarm = bySns('alarm', { AlarmName: 'a\nb', ...trigger('alarm', { MetricName: 'x\ny' }) });
    expect(headline(alarm, subjectOf(alarm))).toBe('a b: x y at 10 (limit 1)');
  });
});

describe('alarmSentence', () => {
  const of = (alarm: Alarm) => alarmSentence(alarm, subjectOf(alarm));
  const periods = (crossedCount: number, change: object) =>
    bySns('cpu-high', {
      NewStateReason: `Threshold Crossed: ${crossedCount} out of the last 3 datapoints [80.0 (a), 71.0 (b)] were greater than or equal to the threshold (50.0)`,
      ...trigger('cpu-high', { EvaluationPeriods: 3, DatapointsToAlarm: 2, ...change }),
    });

  it.each<[string, Alarm, string, string]>([
    ['for how long', periods(3, {}), 'At or above the limit for 3 minutes.', '3분 동안 기준 이상'],
    [
      'how many datapoints crossed',
      periods(2, {}),
      'At or above the limit in 2 of the last 3 minutes.',
      '최근 3분 중 2분 기준 이상',
    ],
    ['hours', periods(3, { Period: 3_600 }), 'At or above the limit for 3 hours.', '3시간 동안 기준 이상'],
    ['of a process only for how long', bySns('process-down'), 'For 1 minute.', '1분 동안 지속'],
    [
      'that data are missing',
      bySns('missing-data'),
      'No data came, which counts as a fault.',
      '데이터 없음 · 장애로 판단',
    ],
    [
      'that missing data are no fault',
      bySns('missing-data', { NewStateValue: 'OK' }),
      'No data came, which counts as OK.',
      '데이터 없음 · 정상으로 판단',
    ],
    [
      'that nobody knows',
      disk(noData),
      'Too little data came to say how it is.',
      '데이터 부족 · 상태를 알 수 없음',
    ],
    [
      'what an anomaly is outside of',
      bySns('anomaly'),
      'Outside what is expected for 5 minutes.',
      '5분 동안 예상 범위 이탈',
    ],
    ['nothing where the headline says it all', disk(over(71)), '', ''],
    [
      'what somebody wrote who set the state by hand',
      disk({ NewStateReason: 'testing' }),
      'Set by hand: testing',
      '수동 설정: testing',
    ],
    ['nothing of a composite alarm whose children are named', bySns('composite'), '', ''],
    [
      'the reason of one that names none',
      bySns('composite', { TriggeringChildren: [], NewStateReason: 'by hand' }),
      'by hand',
      'by hand',
    ],
  ])('says %s', (_, alarm, english, korean) => {
    expect(of(alarm)).toBe(english);
    speak('ko');
    expect(of(alarm)).toBe(korean);
  });
});
