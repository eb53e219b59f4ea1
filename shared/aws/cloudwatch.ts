/** Amazon CloudWatch. */
import {
  CloudWatchClient,
  CloudWatchServiceException,
  type ComparisonOperator,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  type MetricAlarm,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
  type Statistic,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import type { AlarmState } from '../parsing/alarm';
import { lazyClient } from './lazy-client';
import type { Pace } from './pacer';

const client = lazyClient(CloudWatchClient, { maxAttempts: 3, timeoutMs: 5_000 });

/** A metric that has been reported lately. */
export type ReportedMetric = { namespace: string; metric: string; dimensions: Record<string, string> };

/** What people may have set on an alarm, and we never do: a put without it takes it away. */
export type AlarmExtras = Pick<
  PutMetricAlarmCommandInput,
  'ActionConfiguration' | 'EvaluationWindow' | 'WarmUpConfiguration'
>;

/**
 * An alarm over one metric: `needed` datapoints of the last `of`, each of so many seconds. Actions are ARNs. `extras` are in
 * AWS's own words.
 */
export type AlarmSettings = ReportedMetric & {
  name: string;
  description: string;
  statistic: Statistic | undefined;
  comparison: ComparisonOperator | undefined;
  threshold: number | undefined;
  period: number | undefined;
  needed: number | undefined;
  of: number | undefined;
  missing: string;
  alarmActions: string[];
  okActions: string[];
  insufficientDataActions: string[];
  extras: AlarmExtras;
};

/** An alarm that is there. */
export type ExistingAlarm = AlarmSettings & {
  arn: string;
  state: AlarmState | undefined;
  actionsEnabled: boolean;
};

const dimensionsOf = (list: { Name?: string | undefined; Value?: string | undefined }[]) =>
  Object.fromEntries(list.map(({ Name = '', Value = '' }) => [Name, Value]));

const dimensionList = (dimensions: Record<string, string>) =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));

const extrasOf = ({
  ActionConfiguration,
  EvaluationWindow,
  WarmUpConfiguration,
}: MetricAlarm): AlarmExtras => ({
  ...(ActionConfiguration && { ActionConfiguration }),
  ...(EvaluationWindow && { EvaluationWindow }),
  ...(WarmUpConfiguration && { WarmUpConfiguration }),
});

const existingOf = (alarm: MetricAlarm): ExistingAlarm => ({
  name: alarm.AlarmName ?? '',
  arn: alarm.AlarmArn ?? '',
  state: alarm.StateValue,
  actionsEnabled: alarm.ActionsEnabled ?? true,
  description: alarm.AlarmDescription ?? '',
  namespace: alarm.Namespace ?? '',
  metric: alarm.MetricName ?? '',
  dimensions: dimensionsOf(alarm.Dimensions ?? []),
  statistic: alarm.Statistic,
  comparison: alarm.ComparisonOperator,
  threshold: alarm.Threshold,
  period: alarm.Period,
  needed: alarm.DatapointsToAlarm ?? alarm.EvaluationPeriods,
  of: alarm.EvaluationPeriods,
  missing: alarm.TreatMissingData ?? 'missing',
  alarmActions: alarm.AlarmActions ?? [],
  okActions: alarm.OKActions ?? [],
  insufficientDataActions: alarm.InsufficientDataActions ?? [],
  extras: extrasOf(alarm),
});

/**
 * `changedAt` is when the alarm went into its state, `configuredAt` when its settings were changed last, or its actions
 * enabled or disabled. Of an alarm that is not over one metric `metric` is empty.
 */
export type DescribedAlarm = ExistingAlarm & { changedAt: Date; configuredAt: Date };

/**
 * What a name must be, or CloudWatch refuses the question.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 */
const isAlarmName = (name: string): boolean =>
  name !== '' && name.length <= 255 && name.isWellFormed() && !/\p{Cc}/u.test(name);

/**
 * The metric or composite alarm of this account and region as it is now, or `undefined` when there is none of that name.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function describeAlarm(name: string): Promise<DescribedAlarm | undefined> {
  if (!isAlarmName(name)) return undefined;
  const { MetricAlarms = [], CompositeAlarms = [] } = await client().send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  const alarm: MetricAlarm | undefined = MetricAlarms[0] ?? CompositeAlarms[0];
  if (!alarm) return undefined;
  // StateUpdatedTimestamp also moves when only the evaluation changes, so the other is preferred.
  const changedAt = alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp ?? new Date(0);
  const configuredAt = alarm.AlarmConfigurationUpdatedTimestamp ?? new Date(0);
  return { ...existingOf(alarm), changedAt, configuredAt };
}

/** All metric alarms whose name begins so, each page at the pace. */
export async function alarmsNamed(prefix: string, pace: Pace): Promise<ExistingAlarm[]> {
  const alarms: ExistingAlarm[] = [];
  const pages = paginateDescribeAlarms(
    { client: client(), pageSize: 100 },
    { AlarmNamePrefix: prefix, AlarmTypes: ['MetricAlarm'] },
  );
  await pace();
  for await (const { MetricAlarms = [], NextToken } of pages) {
    alarms.push(...MetricAlarms.map(existingOf));
    if (NextToken) await pace();
  }
  return alarms;
}

const tagList = (tags: Record<string, string>) =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Creates the alarm or replaces its whole configuration; CloudWatch takes the tags of a new alarm only. */
export async function putAlarm(
  alarm: AlarmSettings,
  actionsEnabled: boolean,
  tags: Record<string, string>,
): Promise<void> {
  await client().send(
    new PutMetricAlarmCommand({
      AlarmName: alarm.name,
      AlarmDescription: alarm.description,
      Namespace: alarm.namespace,
      MetricName: alarm.metric,
      Dimensions: dimensionList(alarm.dimensions),
      Statistic: alarm.statistic,
      ComparisonOperator: alarm.comparison,
      Threshold: alarm.threshold,
      Period: alarm.period,
      DatapointsToAlarm: alarm.needed,
      EvaluationPeriods: alarm.of,
      TreatMissingData: alarm.missing,
      ActionsEnabled: actionsEnabled,
      AlarmActions: alarm.alarmActions,
      OKActions: alarm.okActions,
      InsufficientDataActions: alarm.insufficientDataActions,
      ...alarm.extras,
      Tags: tagList(tags),
    }),
  );
}

/** @param names at most 100 */
export async function deleteAlarms(names: string[]): Promise<void> {
  await client().send(new DeleteAlarmsCommand({ AlarmNames: names }));
}

/** @param names at most 100 */
export async function enableActions(names: string[]): Promise<void> {
  await client().send(new EnableAlarmActionsCommand({ AlarmNames: names }));
}

/** @param names at most 100 */
export async function disableActions(names: string[]): Promise<void> {
  await client().send(new DisableAlarmActionsCommand({ AlarmNames: names }));
}

const isNotFound = (error: unknown): boolean =>
  error instanceof CloudWatchServiceException && /^ResourceNotFound/.test(error.name);

/** What has gone meanwhile needs nothing more. */
async function unlessGone<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** Sets the alarm to INSUFFICIENT_DATA, so that CloudWatch evaluates it anew and acts anew. */
export async function resetState(name: string, reason: string): Promise<void> {
  await unlessGone(
    client().send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'INSUFFICIENT_DATA', StateReason: reason }),
    ),
  );
}

export async function tagAlarm(arn: string, tags: Record<string, string>): Promise<void> {
  await unlessGone(client().send(new TagResourceCommand({ ResourceARN: arn, Tags: tagList(tags) })));
}

export async function untagAlarm(arn: string, keys: string[]): Promise<void> {
  await unlessGone(client().send(new UntagResourceCommand({ ResourceARN: arn, TagKeys: keys })));
}

/** The alarm's tags; none when it has gone meanwhile. */
export async function alarmTags(arn: string): Promise<Record<string, string>> {
  const answer = await unlessGone(client().send(new ListTagsForResourceCommand({ ResourceARN: arn })));
  return Object.fromEntries((answer?.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]));
}

/** A dimension that a metric must have; without `Value`, with any value. */
type DimensionFilter = { Name: string; Value?: string };

/**
 * The agent's metrics of the last three hours that have all of these dimensions. A new metric is listed after up to
 * 15 minutes.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html
 */
export async function agentMetricsWith(filters: DimensionFilter[], pace: Pace): Promise<ReportedMetric[]> {
  const found: ReportedMetric[] = [];
  let NextToken: string | undefined;
  do {
    await pace();
    const page = await client().send(
      new ListMetricsCommand({
        Namespace: 'CWAgent',
        ...(filters.length > 0 && { Dimensions: filters }),
        RecentlyActive: 'PT3H',
        ...(NextToken && { NextToken }),
      }),
    );
    for (const { Namespace = '', MetricName = '', Dimensions = [] } of page.Metrics ?? []) {
      found.push({ namespace: Namespace, metric: MetricName, dimensions: dimensionsOf(Dimensions) });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/** The agent's metrics of one instance or of all, as `agentMetricsWith` lists them. */
export const agentMetrics = (instanceId: string | undefined, pace: Pace): Promise<ReportedMetric[]> =>
  agentMetricsWith([{ Name: 'InstanceId', ...(instanceId && { Value: instanceId }) }], pace);

/** `period` in seconds. */
async function datapointsOf(
  metric: ReportedMetric,
  [since, now]: [Date, Date],
  { period, statistic }: { period: number; statistic: Statistic },
) {
  const { Datapoints = [] } = await client().send(
    new GetMetricStatisticsCommand({
      Namespace: metric.namespace,
      MetricName: metric.metric,
      Dimensions: dimensionList(metric.dimensions),
      StartTime: since,
      EndTime: now,
      Period: period,
      Statistics: [statistic],
    }),
  );
  return Datapoints;
}

/** Whether the metric has had a datapoint since then. */
export async function hasReported(metric: ReportedMetric, since: Date, now: Date): Promise<boolean> {
  const datapoints = await datapointsOf(metric, [since, now], { period: 60, statistic: 'SampleCount' });
  return datapoints.length > 0;
}

/** The same over days. */
export async function hasReportedForDays(metric: ReportedMetric, since: Date, now: Date): Promise<boolean> {
  const datapoints = await datapointsOf(metric, [since, now], { period: 86_400, statistic: 'SampleCount' });
  return datapoints.length > 0;
}

/** Whether any of the metric's values since then was above 0. */
export async function wasAboveZero(metric: ReportedMetric, since: Date, now: Date): Promise<boolean> {
  const datapoints = await datapointsOf(metric, [since, now], { period: 3_600, statistic: 'Maximum' });
  return datapoints.some(({ Maximum = 0 }) => Maximum > 0);
}
