/** Readings and replays for tests: small ones by hand, and two weeks of forty alarms as a shop has them. */
import type { AlarmRecord, ChangeRecord, Reading } from '../cli/history/reading';
import type { Replay, Told } from '../cli/history/replay-types';
import type { AlarmState } from '../shared/parsing/alarm';

export const ACCOUNT = '123456789012';
export const REGION = 'ap-northeast-2';
export const ZONE = 'Asia/Seoul';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`;

export const alarmArn = (name: string): string => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;

/** An alarm over the CPU of an instance, above 80 % in one minute. */
export const alarmRecord = (name: string, change: Partial<AlarmRecord> = {}): AlarmRecord => ({
  kind: 'metric',
  name,
  arn: alarmArn(name),
  actionsEnabled: true,
  alarmActions: [TOPIC],
  okActions: [TOPIC],
  insufficientDataActions: [],
  state: 'OK',
  threshold: 80,
  comparison: 'GreaterThanThreshold',
  period: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  metrics: [metricQuery('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-0a1b2c3d4e5f60718' })],
  ...change,
});

export const metricQuery = (
  namespace: string,
  name: string,
  dimensions: Record<string, string>,
  statistic = 'Average',
): AlarmRecord['metrics'][number] => ({
  id: 'm1',
  returned: true,
  stat: { namespace, name, dimensions, period: 60, statistic },
});

/** A day at which nobody changes clocks. */
const DATE = '2026-03-02';

/** Of 2 March, by UTC: `03:11`; or whole, `2026-03-01T03:11:00.000Z`. */
export const time = (text: string): string => (text.length > 8 ? text : `${DATE}T${text}:00.000Z`);

const BEFORE = { ALARM: 'OK', OK: 'ALARM', INSUFFICIENT_DATA: 'OK' } as const;

/** What the alarm went into, and when. */
export const changeRecord = (
  alarm: string,
  to: AlarmState,
  at: string,
  change: Partial<ChangeRecord> = {},
): ChangeRecord => ({ alarm, kind: 'metric', at: time(at), from: BEFORE[to], to, reason: '', ...change });

/** It rang from one time to another. @param value as CloudWatch's reason has it */
export const rang = (alarm: string, from: string, to: string, value?: number): ChangeRecord[] => [
  changeRecord(alarm, 'ALARM', from, value === undefined ? {} : { reason: reasonOf(value) }),
  changeRecord(alarm, 'OK', to),
];

export const reasonOf = (value: number): string =>
  `Threshold Crossed: 1 out of the last 1 datapoints [${value} (02/03/26 03:10:00)] was greater than the threshold (80.0) (minimum 1 datapoint for OK -> ALARM transition).`;

/** Of 16 February to 2 March, by UTC; the changes are put in order. */
export const readingOf = (
  alarms: AlarmRecord[],
  changes: ChangeRecord[] = [],
  change: Partial<Reading> = {},
): Reading => ({
  version: 1,
  account: ACCOUNT,
  region: REGION,
  from: '2026-02-16T12:00:00.000Z',
  to: '2026-03-02T12:00:00.000Z',
  alarms,
  changes: changes.toSorted((one, other) => one.at.localeCompare(other.at)),
  unread: 0,
  ...change,
});

const SEVERITIES = { ALARM: 'critical', OK: 'good', INSUFFICIENT_DATA: 'unknown' } as const;

const SUPPRESSED = 'OK → INSUFFICIENT_DATA: the alarm was not in ALARM before';

/** As people would be notified: of each ALARM and OK in a message of its own, of INSUFFICIENT_DATA not. */
export function replayOf({ changes }: Reading, change: Partial<Replay> = {}): Replay {
  const messages: Replay['messages'] = [];
  const told = changes.map((one): Told => {
    const severity = SEVERITIES[one.to];
    if (one.to === 'INSUFFICIENT_DATA') {
      return { change: one, severity, outcome: 'suppressed', why: SUPPRESSED, message: undefined };
    }
    messages.push({
      at: Date.parse(one.at),
      slack: { text: `${one.alarm}: ${one.to}`, attachments: [] },
      changes: 1,
    });
    const why = one.to === 'ALARM' ? 'the alarm is in ALARM' : 'people were last notified of ALARM';
    return { change: one, severity, outcome: 'notified', why, message: messages.length - 1 };
  });
  return { told, messages, restarts: [], mails: 0, sms: 0, ...change };
}
