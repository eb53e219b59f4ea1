/** What CloudWatch may remember of some alarms. What is not said is an alarm over memory of one instance, and its changes at minutes past three. */
import { join } from 'node:path';
import type { AlarmRecord, ChangeRecord, Reading } from '../cli/history/reading';
import { loadConfig } from '../shared/config/load';
import type { Config } from '../shared/config/schema';
import type { AlarmState } from '../shared/parsing/alarm';

const ACCOUNT = '123456789012';
const REGION = 'ap-northeast-2';
const TOPIC = `arn:aws:sns:${REGION}:${ACCOUNT}:alarms`;

type Stat = NonNullable<AlarmRecord['metrics'][number]['stat']>;

export const over = (
  namespace: string,
  name: string,
  dimensions: Stat['dimensions'] = {},
): AlarmRecord['metrics'] => [
  {
    id: 'm1',
    returned: true,
    stat: { namespace, name, dimensions, period: 60, statistic: 'Average' },
  },
];

export const MEMORY = over('CWAgent', 'mem_used_percent', { InstanceId: 'i-0a1b2c3d4e5f60718' });
export const CPU = over('AWS/EC2', 'CPUUtilization', { InstanceId: 'i-0a1b2c3d4e5f60718' });
export const HTTPD = over('CWAgent', 'procstat_lookup_pid_count', {
  InstanceId: 'i-0a1b2c3d4e5f60718',
  exe: 'httpd',
  pid_finder: 'native',
});

export const alarm = (name: string, change: Partial<AlarmRecord> = {}): AlarmRecord => ({
  kind: 'metric',
  name,
  arn: `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`,
  actionsEnabled: true,
  alarmActions: [TOPIC],
  okActions: [TOPIC],
  insufficientDataActions: [],
  state: 'OK',
  threshold: 80,
  comparison: 'GreaterThanOrEqualToThreshold',
  period: 60,
  evaluationPeriods: 3,
  datapointsToAlarm: 2,
  missing: 'missing',
  metrics: MEMORY,
  ...change,
});

const crossed = (value: number, state: AlarmState): string =>
  `Threshold Crossed: 2 out of the last 3 datapoints [${value} (02/03/26 03:10:00)] ${state === 'OK' ? 'were not' : 'were'} greater than or equal to the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).`;

const REASONS: Record<AlarmState, string> = {
  ALARM: crossed(92.4, 'ALARM'),
  OK: crossed(31.5, 'OK'),
  INSUFFICIENT_DATA: 'Insufficient Data: 3 datapoints were unknown.',
};

const BEFORE: Record<AlarmState, AlarmState> = { ALARM: 'OK', OK: 'ALARM', INSUFFICIENT_DATA: 'ALARM' };

/** @param minutes past three on 2 March 2026 */
export const change = (
  name: string,
  to: AlarmState,
  minutes: number,
  more: Partial<ChangeRecord> = {},
): ChangeRecord => ({
  alarm: name,
  kind: 'metric',
  at: new Date(Date.UTC(2026, 2, 2, 3) + minutes * 60_000).toISOString(),
  from: BEFORE[to],
  to,
  reason: REASONS[to],
  ...more,
});

export const reading = (alarms: AlarmRecord[], changes: ChangeRecord[]): Reading => ({
  version: 1,
  account: ACCOUNT,
  region: REGION,
  from: '2026-03-01T00:00:00.000Z',
  to: '2026-03-15T00:00:00.000Z',
  alarms,
  changes,
  unread: 0,
});

/** What everybody starts from. */
export const config = (more: Partial<Config> = {}): Config => ({
  ...loadConfig(join(__dirname, '../config'), 'default'),
  ...more,
});
