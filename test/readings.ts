/** What CloudWatch may remember of some alarms. What is not said is an alarm over memory of one instance, above 80 % in one minute. */
import { join } from 'node:path';
import type { AlarmRecord, ChangeRecord, Reading } from '../cli/history/reading';
import { loadConfig } from '../shared/config/load';
import type { Config } from '../shared/config/schema';
import type { AlarmState } from '../shared/parsing/alarm';

export const ACCOUNT = '123456789012';
export const REGION = 'ap-northeast-2';
export const ZONE = 'Asia/Seoul';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`;

type Stat = NonNullable<AlarmRecord['metrics'][number]['stat']>;

export const over = (
  namespace: string,
  name: string,
  dimensions: Stat['dimensions'] = {},
  statistic = 'Average',
): AlarmRecord['metrics'] => [
  { id: 'm1', returned: true, stat: { namespace, name, dimensions, period: 60, statistic } },
];

export const MEMORY = over('CWAgent', 'mem_used_percent', { InstanceId: 'i-0a1b2c3d4e5f60718' });
export const CPU = over('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-0a1b2c3d4e5f60718' });
export const HTTPD = over('CWAgent', 'procstat_lookup_pid_count', {
  InstanceId: 'i-0a1b2c3d4e5f60718',
  exe: 'httpd',
  pid_finder: 'native',
});

const alarmArn = (name: string): string => `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;

export const alarm = (name: string, change: Partial<AlarmRecord> = {}): AlarmRecord => ({
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
  metrics: MEMORY,
  ...change,
});

const crossed = (value: number, state: AlarmState): string =>
  `Threshold Crossed: 1 out of the last 1 datapoints [${value} (02/03/26 03:10:00)] ${state === 'OK' ? 'was not' : 'was'} greater than the threshold (80.0) (minimum 1 datapoint for ${state === 'OK' ? 'ALARM -> OK' : 'OK -> ALARM'} transition).`;

const REASONS: Record<AlarmState, string> = {
  ALARM: crossed(92.4, 'ALARM'),
  OK: crossed(31.5, 'OK'),
  INSUFFICIENT_DATA: 'Insufficient Data: 3 datapoints were unknown.',
};

const BEFORE: Record<AlarmState, AlarmState> = { ALARM: 'OK', OK: 'ALARM', INSUFFICIENT_DATA: 'OK' };

/** @param when of 2 March 2026 by UTC, on which nobody changes clocks: minutes past three, or `03:11`; or any time, whole */
function timeOf(when: number | string): string {
  if (typeof when === 'string') return when.length > 5 ? when : `2026-03-02T${when}:00.000Z`;
  return new Date(Date.UTC(2026, 2, 2, 3) + when * 60_000).toISOString();
}

/** What the alarm went into, and when. */
export const change = (
  name: string,
  to: AlarmState,
  when: number | string,
  more: Partial<ChangeRecord> = {},
): ChangeRecord => ({
  alarm: name,
  kind: 'metric',
  at: timeOf(when),
  from: BEFORE[to],
  to,
  reason: REASONS[to],
  ...more,
});

/** It rang from one time to another. @param value at which it began, where CloudWatch's reason has it */
export const rang = (name: string, from: string, to: string, value?: number): ChangeRecord[] => [
  change(name, 'ALARM', from, { reason: value === undefined ? '' : reasonOf(value) }),
  change(name, 'OK', to),
];

export const reasonOf = (value: number): string => crossed(value, 'ALARM');

/** Of two weeks until noon of 2 March, by UTC. The changes are put in order, but for those in `more`. */
export const readingOf = (
  alarms: AlarmRecord[],
  changes: ChangeRecord[] = [],
  more: Partial<Reading> = {},
): Reading => ({
  version: 1,
  account: ACCOUNT,
  region: REGION,
  from: '2026-02-16T12:00:00.000Z',
  to: '2026-03-02T12:00:00.000Z',
  alarms,
  changes: changes.toSorted((one, other) => one.at.localeCompare(other.at)),
  unread: 0,
  ...more,
});

/** What everybody starts from. */
export const config = (more: Partial<Config> = {}): Config => ({
  ...loadConfig(join(__dirname, '../config'), 'default'),
  ...more,
});
