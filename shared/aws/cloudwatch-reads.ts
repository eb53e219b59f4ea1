/** Amazon CloudWatch: what is read while somebody waits. */
import * as v from 'valibot';
import type { Metric } from '../parsing/alarm';
import { type CallOptions, call } from './call';

const OPTIONS: CallOptions = { attempts: 3, timeoutMs: 5_000 };

const secondsOf = (time: Date): number => time.getTime() / 1_000;
const timeOf = (seconds: number): Date => new Date(seconds * 1_000);

const metricFields = ({ namespace, name, dimensions }: Metric) => ({
  Namespace: namespace,
  MetricName: name,
  Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
});

/** `actions` are those of ALARM; there are none when they are turned off. */
export type AlarmNow = {
  name: string;
  state: string;
  description: string | undefined;
  actions: string[];
  okActions: string[];
};

const names = v.optional(v.array(v.string()), []);
const alarm = v.object({
  AlarmName: v.optional(v.string(), ''),
  StateValue: v.optional(v.string(), ''),
  AlarmDescription: v.optional(v.string()),
  ActionsEnabled: v.optional(v.boolean(), true),
  AlarmActions: names,
  OKActions: names,
});
const alarms = v.object({ MetricAlarms: v.optional(v.array(alarm), []) });

/** The alarms over exactly this metric, as they are now. @throws AwsError */
export async function alarmsForMetric(metric: Metric): Promise<AlarmNow[]> {
  const input = metricFields(metric);
  const { MetricAlarms } = await call('cloudwatch', 'DescribeAlarmsForMetric', input, alarms, OPTIONS);
  return MetricAlarms.map((one) => ({
    name: one.AlarmName,
    state: one.StateValue,
    description: one.AlarmDescription,
    actions: one.ActionsEnabled ? one.AlarmActions : [],
    okActions: one.ActionsEnabled ? one.OKActions : [],
  }));
}

/** One change of an alarm's state. */
export type AlarmChange = { at: Date; from: string; to: string };

const historyData = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    oldState: v.object({ stateValue: v.string() }),
    newState: v.object({ stateValue: v.string() }),
  }),
);

const historyItem = v.object({ Timestamp: v.optional(v.number()), HistoryData: v.optional(v.string()) });
const history = v.object({ AlarmHistoryItems: v.optional(v.array(historyItem), []) });

/** Without them CloudWatch gives the history of metric alarms alone, and of the others nothing. */
const EVERY_TYPE = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'];

/** The newest 100 changes of the alarm's state since then, oldest first. @throws AwsError */
export async function alarmChanges(name: string, since: Date): Promise<AlarmChange[]> {
  const input = {
    AlarmName: name,
    AlarmTypes: EVERY_TYPE,
    HistoryItemType: 'StateUpdate',
    StartDate: secondsOf(since),
    ScanBy: 'TimestampDescending',
    MaxRecords: 100,
  };
  const { AlarmHistoryItems } = await call('cloudwatch', 'DescribeAlarmHistory', input, history, OPTIONS);
  const changes = AlarmHistoryItems.flatMap(({ Timestamp, HistoryData }) => {
    const data = v.safeParse(historyData, HistoryData);
    if (!data.success || Timestamp === undefined) return [];
    const { oldState, newState } = data.output;
    return [{ at: timeOf(Timestamp), from: oldState.stateValue, to: newState.stateValue }];
  });
  return changes.sort((one, other) => one.at.getTime() - other.at.getTime());
}

export type Datapoint = { at: Date; value: number };

const numbers = v.optional(v.array(v.number()), []);
const data = v.object({
  MetricDataResults: v.optional(v.array(v.object({ Timestamps: numbers, Values: numbers })), []),
});

/** The metric's values, oldest first, in one call. `period` in seconds. @throws AwsError */
export async function metricValues(
  metric: Metric,
  { from, to, period }: { from: Date; to: Date; period: number },
): Promise<Datapoint[]> {
  const stat = { Metric: metricFields(metric), Period: period, Stat: metric.statistic ?? 'Average' };
  const input = {
    MetricDataQueries: [{ Id: 'm1', MetricStat: stat }],
    StartTime: secondsOf(from),
    EndTime: secondsOf(to),
    ScanBy: 'TimestampAscending',
  };
  const { MetricDataResults } = await call('cloudwatch', 'GetMetricData', input, data, OPTIONS);
  const { Timestamps = [], Values = [] } = MetricDataResults[0] ?? {};
  return Timestamps.flatMap((at, index) => {
    const value = Values[index];
    return value === undefined ? [] : [{ at: timeOf(at), value }];
  });
}
