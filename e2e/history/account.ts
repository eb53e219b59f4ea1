/**
 * An account of 40 alarms of all kinds and 1,000 changes, in a region of its own, where nothing of the deployment hears them. The
 * emulator sets them; what it does not know stands in front of it (in-front.ts).
 */
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  type MetricDataQuery,
  PutCompositeAlarmCommand,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';

export const REGION = 'us-west-2';
const cloudWatch = new CloudWatchClient({ region: REGION });

const numbered = (name: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);

const CPU = { MetricName: 'CPUUtilization', Namespace: 'AWS/EC2' };
const stat = { MetricStat: { Metric: CPU, Period: 60, Stat: 'Average' } };
/** What the emulator takes and forgets. */
export const QUERIES: Record<string, MetricDataQuery[]> = {
  math: [
    { Id: 'e1', Expression: 'm1 / 2', Label: 'half', ReturnData: true },
    { Id: 'm1', ...stat, ReturnData: false },
  ],
  anomaly: [
    { Id: 'm1', ...stat, ReturnData: true },
    { Id: 'ad1', Expression: 'ANOMALY_DETECTION_BAND(m1, 2)', ReturnData: true },
  ],
};

const METRIC = numbered('metric', 22);
const EXPRESSIONS = [...numbered('math', 4), ...numbered('anomaly', 2)];
const IDLE = numbered('idle', 2);
export const BUSY = [...METRIC, ...EXPRESSIONS];
const COMPOSITE = numbered('composite', 6);
export const LOG = numbered('log', 4);
const GONE = 'gone';

/** How often each changes, by hand. A composite alarm goes into a state as it is made. */
export const CHANGES: Record<string, number> = {
  ...Object.fromEntries(BUSY.map((name) => [name, 30])),
  [GONE]: 1,
  ...Object.fromEntries(COMPOSITE.map((name) => [name, 1])),
  'composite-0': 1 + 30,
  ...Object.fromEntries(LOG.map((name) => [name, 25])),
  'log-0': 25 + 23,
};
export const ALARMS = [...BUSY, ...IDLE, ...COMPOSITE, ...LOG];
export const CONTRIBUTOR_CHANGES = 23;

const settingsOf = (name: string): PutMetricAlarmCommandInput => {
  const Metrics = QUERIES[name.replace(/-\d+$/, '')];
  return {
    AlarmName: name,
    AlarmDescription: 'password=hunter2',
    EvaluationPeriods: 1,
    Threshold: 90,
    ComparisonOperator: 'GreaterThanThreshold',
    ...(Metrics ? { Metrics } : { ...CPU, Statistic: 'Average', Period: 60 }),
  };
};

const setState = (name: string, state: StateValue, reason: string) =>
  cloudWatch.send(new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason }));

/** One after the other, as an alarm rings and recovers. */
async function flap(name: string): Promise<void> {
  for (let count = 0; count < 30; count += 1) {
    await setState(name, count % 2 === 0 ? 'ALARM' : 'OK', `change ${count}`);
  }
}

/** Makes the alarms and all that happened to them. */
export async function createAccount(): Promise<void> {
  const put = (name: string) => cloudWatch.send(new PutMetricAlarmCommand(settingsOf(name)));
  await Promise.all([...BUSY, ...IDLE, GONE].map(put));
  for (const AlarmName of COMPOSITE) {
    await cloudWatch.send(new PutCompositeAlarmCommand({ AlarmName, AlarmRule: 'ALARM("idle-0")' }));
  }
  await Promise.all([...BUSY, 'composite-0'].map(flap));
  await setState(GONE, 'OK', 'token: hunter2hunter2');
  await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [GONE] }));
}
