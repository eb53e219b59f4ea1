/** Amazon CloudWatch. */
import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricDataCommand,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import * as v from 'valibot';
import type { Metric } from '../parsing/alarm';

let made: CloudWatchClient | undefined;

function client(): CloudWatchClient {
  made ??= new CloudWatchClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 5_000 },
  });
  return made;
}

/** The names of all alarms, metric and composite, with an action whose ARN begins so. */
export async function alarmsActingOn(actionPrefix: string): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateDescribeAlarms(
    { client: client() },
    { ActionPrefix: actionPrefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    names.push(...[...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = '' }) => AlarmName));
  }
  return names;
}

/** The state an alarm is in now, or `undefined` when there is no such alarm. */
export async function alarmState(name: string): Promise<string | undefined> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await client().send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  return [...MetricAlarms, ...CompositeAlarms][0]?.StateValue;
}

const dimensionsOf = ({ dimensions }: Metric) =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

/** `actions` are those of ALARM; there are none when they are turned off. */
export type AlarmNow = {
  name: string;
  state: string;
  description: string | undefined;
  actions: string[];
  okActions: string[];
};

/** The alarms over exactly this metric, as they are now. */
export async function alarmsOn(metric: Metric): Promise<AlarmNow[]> {
  const { MetricAlarms = [] } = await client().send(
    new DescribeAlarmsForMetricCommand({
      Namespace: metric.namespace,
      MetricName: metric.name,
      Dimensions: dimensionsOf(metric),
    }),
  );
  return MetricAlarms.map((alarm) => ({
    name: alarm.AlarmName ?? '',
    state: alarm.StateValue ?? '',
    description: alarm.AlarmDescription,
    actions: alarm.ActionsEnabled === false ? [] : (alarm.AlarmActions ?? []),
    okActions: alarm.ActionsEnabled === false ? [] : (alarm.OKActions ?? []),
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

/** The newest 100 changes of the alarm's state since then, oldest first. */
export async function alarmChanges(name: string, since: Date): Promise<AlarmChange[]> {
  const { AlarmHistoryItems = [] } = await client().send(
    new DescribeAlarmHistoryCommand({
      AlarmName: name,
      HistoryItemType: 'StateUpdate',
      StartDate: since,
      ScanBy: 'TimestampDescending',
      MaxRecords: 100,
    }),
  );
  const changes = AlarmHistoryItems.flatMap(({ Timestamp, HistoryData }) => {
    const data = v.safeParse(historyData, HistoryData);
    if (!data.success || !Timestamp) return [];
    const { oldState, newState } = data.output;
    return [{ at: Timestamp, from: oldState.stateValue, to: newState.stateValue }];
  });
  return changes.sort((one, other) => one.at.getTime() - other.at.getTime());
}

export type Datapoint = { at: Date; value: number };

/** The metric's values, oldest first, in one call. `period` in seconds. */
export async function metricValues(
  metric: Metric,
  { from, to, period }: { from: Date; to: Date; period: number },
): Promise<Datapoint[]> {
  const query = {
    Id: 'm1',
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: dimensionsOf(metric),
      },
      Period: period,
      Stat: metric.statistic ?? 'Average',
    },
  };
  const { MetricDataResults: [result] = [] } = await client().send(
    new GetMetricDataCommand({
      MetricDataQueries: [query],
      StartTime: from,
      EndTime: to,
      ScanBy: 'TimestampAscending',
    }),
  );
  const values = result?.Values ?? [];
  return (result?.Timestamps ?? []).flatMap((at, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ at, value }];
  });
}
