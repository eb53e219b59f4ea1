/** A CloudWatch alarm's change of state: one model, however it arrives. */
import * as v from 'valibot';
import { parseArn } from '../aws/arn';
import type { AlarmReading, Comparison } from './alarm-reason';

export const alarmStateSchema = v.picklist(['OK', 'ALARM', 'INSUFFICIENT_DATA']);
export type AlarmState = v.InferOutput<typeof alarmStateSchema>;

/** One metric with its dimensions. `period` in seconds; `statistic` as the API spells it, such as `Average` or `p90`. */
export type Metric = {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  statistic: string | undefined;
  period: number | undefined;
  unit: string | undefined;
};

type MetricParts = {
  name: string;
  namespace?: string | undefined;
  dimensions?: Record<string, string> | undefined;
  stat?: string | undefined;
  period?: number | undefined;
  unit?: string | undefined;
};

/** A metric out of what a transport says of it. */
export const metricOf = (parts: MetricParts): Metric => ({
  namespace: parts.namespace ?? '',
  name: parts.name,
  dimensions: parts.dimensions ?? {},
  statistic: parts.stat,
  period: parts.period,
  unit: parts.unit,
});

/** One entry of an alarm's `Metrics`: a metric or an expression over the others. */
export type MetricQuery = {
  id: string;
  expression: string | undefined;
  label: string | undefined;
  metric: Metric | undefined;
  returned: boolean;
};

/** A child of a composite alarm that brought about the change. */
export type AlarmChild = { arn: string; name: string; state: AlarmState };

/**
 * One of the time series of an alarm over many: it rings and recovers for itself.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmContributor.html
 */
export type AlarmContributor = { id: string; attributes: Record<string, string> };

/**
 * What every alarm has. `region` is the id, `regionName` the display name, where the transport has it. `suppressedBy` is the
 * suppressor or mute rule that keeps CloudWatch from taking the alarm's actions: EventBridge reports such changes all
 * the same.
 */
export type AlarmBase = {
  name: string;
  state: AlarmState;
  previousState: AlarmState | undefined;
  reason: string;
  changedAt: Date;
  description: string | undefined;
  arn: string | undefined;
  account: string | undefined;
  region: string | undefined;
  regionName: string | undefined;
  suppressedBy: string | undefined;
  contributor: AlarmContributor | undefined;
};

/** When an alarm rings. `period` in seconds. Over EventBridge only what the reason says is known. */
export type AlarmCondition = {
  comparison: Comparison | undefined;
  threshold: number | undefined;
  period: number | undefined;
  evaluationPeriods: number | undefined;
  datapointsToAlarm: number | undefined;
};

type Measured = { condition: AlarmCondition; reading: AlarmReading };

export type AlarmVariant =
  | (Measured & { kind: 'metric'; metric: Metric })
  | (Measured & { kind: 'math'; expression: string; label: string | undefined; metrics: Metric[] })
  | (Measured & { kind: 'anomaly'; metric: Metric; band: string })
  | { kind: 'composite'; rule: string; children: AlarmChild[] }
  /** An alarm without metric and rule, such as a log alarm: its reason says what it is. */
  | { kind: 'other' };

export type Alarm = AlarmBase & AlarmVariant;

/** An alarm that compares a number with a threshold or a band. */
export type MeasuredAlarm = Alarm & { kind: 'metric' | 'math' | 'anomaly' };

/** @param arn such as `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web-5xx` */
export function childOf(arn: string, state: AlarmState): AlarmChild {
  const name = parseArn(arn)?.resource.replace(/^alarm:/, '');
  return { arn, name: name || arn, state };
}

const isBand = (expression: string | undefined): boolean =>
  /^\s*ANOMALY_DETECTION_BAND\s*\(/.test(expression ?? '');

/**
 * Which variant an alarm over these queries is.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html
 */
export function variantOf(
  queries: MetricQuery[],
  condition: AlarmCondition,
  reading: AlarmReading,
): AlarmVariant {
  const metrics = queries.flatMap(({ metric }) => metric ?? []);
  const [metric] = metrics;
  const band = queries.find(({ expression }) => isBand(expression))?.expression;
  if (band !== undefined && metric) return { kind: 'anomaly', metric, band, condition, reading };
  const expressions = queries.filter(({ expression }) => expression !== undefined);
  const shown = expressions.find(({ returned }) => returned) ?? expressions[0];
  if (shown?.expression !== undefined) {
    const { expression, label } = shown;
    return { kind: 'math', expression, label, metrics, condition, reading };
  }
  return metric ? { kind: 'metric', metric, condition, reading } : { kind: 'other' };
}

/** The metrics an alarm watches: none for composite and other alarms. */
export function metricsOf(alarm: Alarm): Metric[] {
  switch (alarm.kind) {
    case 'metric':
    case 'anomaly':
      return [alarm.metric];
    case 'math':
      return alarm.metrics;
    case 'composite':
    case 'other':
      return [];
  }
}

/**
 * Whether the alarm is over many time series, each of which notifies for itself: its own reason only counts them.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export const hasContributors = ({ contributor, reason }: Alarm): boolean =>
  contributor === undefined && /^\d+ out of \d+ time series evaluated to (?:ALARM|OK)\b/.test(reason);
