/**
 * An account of 40 alarms of all kinds and 1,000 changes, in a region of its own, where nothing of the deployment hears them. The
 * emulator sets them; in front of it stands what it does not know: log alarms, contributors, and the metrics of an expression.
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
import * as v from 'valibot';
import { type InFront, startProxy } from '../emulators/proxy';

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
const BUSY = [...METRIC, ...EXPRESSIONS];
const COMPOSITE = numbered('composite', 6);
const LOG = numbered('log', 4);
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

const logAlarm = (name: string) => ({
  AlarmName: name,
  AlarmArn: `arn:aws:cloudwatch:${REGION}:000000000000:alarm:${name}`,
  StateValue: 'OK',
  ActionsEnabled: true,
  QueryResultsToEvaluate: 3,
  QueryResultsToAlarm: 2,
});

const MINUTE_S = 60;
/** So many minutes ago. */
const record = (AlarmName: string, ago: number, more: object = {}) => ({
  AlarmName,
  AlarmType: 'LogAlarm',
  Timestamp: Date.now() / 1_000 - ago * MINUTE_S,
  HistoryData: JSON.stringify({
    oldState: { stateValue: ago % 2 === 0 ? 'ALARM' : 'OK' },
    newState: { stateValue: ago % 2 === 0 ? 'OK' : 'ALARM', stateReason: `${ago} minutes ago` },
  }),
  ...more,
});

const minutesAgo = (count: number): number[] => Array.from({ length: count }, (_, index) => count - index);
const logHistory = (from: number, to: number) =>
  minutesAgo(25)
    .flatMap((ago) => LOG.map((name) => record(name, ago)))
    .slice(from, to);
const contributors = () =>
  minutesAgo(CONTRIBUTOR_CHANGES).map((ago) =>
    record('log-0', ago, { AlarmContributorId: 'c1', AlarmContributorAttributes: { host: 'web-1' } }),
  );

const question = v.object({
  AlarmTypes: v.tuple([v.string()]),
  HistoryItemType: v.optional(v.string()),
  NextToken: v.optional(v.string()),
});

/** What CloudWatch would say of log alarms, their history on two pages; `undefined` of others. */
function ofLogAlarms(operation: string, body: string): object | undefined {
  const { AlarmTypes, HistoryItemType, NextToken } = v.parse(question, JSON.parse(body));
  if (AlarmTypes[0] !== 'LogAlarm') return undefined;
  if (operation === 'DescribeAlarms') return { LogAlarms: LOG.map(logAlarm) };
  if (HistoryItemType !== 'StateUpdate') return { AlarmHistoryItems: contributors() };
  return NextToken === undefined
    ? { AlarmHistoryItems: logHistory(0, 60), NextToken: 'second' }
    : { AlarmHistoryItems: logHistory(60, 100) };
}

/** With the queries that the emulator has forgotten. */
function withQueries(answer: string): string {
  const { MetricAlarms = [], ...rest } = JSON.parse(answer);
  const alarms = MetricAlarms.map((alarm: { AlarmName: string }) => ({
    ...alarm,
    Metrics: QUERIES[alarm.AlarmName.replace(/-\d+$/, '')],
  }));
  return JSON.stringify({ ...rest, MetricAlarms: alarms });
}

/** Stands in front of AWS. `calls` are the operations that were asked for, in order. */
export async function startAccount(aws: string): Promise<InFront & { calls: string[] }> {
  const calls: string[] = [];
  const operationOf = (target: string) => target.split('.')[1] ?? target;
  const front = await startProxy(aws, {
    answer: (target, body) => {
      const operation = operationOf(target);
      calls.push(operation);
      return operation.startsWith('Describe') ? ofLogAlarms(operation, body) : undefined;
    },
    change: (answer, target) => (operationOf(target) === 'DescribeAlarms' ? withQueries(answer) : answer),
  });
  return { ...front, calls };
}
