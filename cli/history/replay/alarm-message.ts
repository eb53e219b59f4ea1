/**
 * The message by which CloudWatch would have told of a change. SNS's, since it says more than EventBridge's event: the limit, and how
 * many periods.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html
 */
import { partitionOf } from '../../../shared/aws/arn';
import { childrenIn } from '../../../shared/parsing/alarm-event';
import { readReason } from '../../../shared/parsing/alarm-reason';
import type { AlarmRecord, ChangeRecord, Reading } from '../reading';

/** Where it all happens. */
export type Place = Pick<Reading, 'account' | 'region'>;

type Query = AlarmRecord['metrics'][number];
type Stat = NonNullable<Query['stat']>;

export const arnOf = ({ account, region }: Place, service: string, resource: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${resource}`;

/** What SNS hands to a function. */
export const bySns = (content: object, id: string, place: Place): unknown => {
  const TopicArn = arnOf(place, 'sns', 'alarm-responder-alerts');
  return { Records: [{ Sns: { MessageId: id, TopicArn, Message: JSON.stringify(content) } }] };
};

const metricFields = ({ namespace, name, dimensions }: Stat) => ({
  MetricName: name,
  Namespace: namespace,
  Dimensions: Object.entries(dimensions).map(([key, value]) => ({ name: key, value })),
});

const queryFields = ({ id, expression, label, returned, stat }: Query) => ({
  Id: id,
  Expression: expression,
  Label: label,
  ReturnData: returned,
  MetricStat: stat && {
    Metric: metricFields(stat),
    Period: stat.period,
    Stat: stat.statistic,
    Unit: stat.unit,
  },
});

/** An alarm over one metric has it in the trigger itself. */
function watched({ metrics }: AlarmRecord): object {
  const [only, ...more] = metrics;
  if (!only?.stat || only.expression !== undefined || more.length > 0) {
    return { Metrics: metrics.map(queryFields) };
  }
  const { statistic, period, unit } = only.stat;
  return { ...metricFields(only.stat), Statistic: statistic, Period: period, Unit: unit };
}

/** What the reason says of the limit was true then; the alarm may have another one by now. */
function triggerOf(alarm: AlarmRecord | undefined, reason: string): object | undefined {
  if (!alarm || alarm.metrics.length === 0) return undefined;
  const said = readReason(reason);
  return {
    ...watched(alarm),
    ...(alarm.period !== undefined && { Period: alarm.period }),
    EvaluationPeriods: alarm.evaluationPeriods,
    DatapointsToAlarm: alarm.datapointsToAlarm,
    ComparisonOperator: said.comparison ? undefined : alarm.comparison,
    Threshold: said.threshold ?? alarm.threshold,
    TreatMissingData: alarm.missing,
  };
}

const compositeFields = ({ reasonData }: ChangeRecord, alarm: AlarmRecord | undefined): object => ({
  AlarmRule: alarm?.rule ?? '',
  TriggeringChildren: childrenIn(reasonData).map(({ arn, state }) => ({ Arn: arn, State: { Value: state } })),
});

/** @param alarm as it is by now; `undefined`: it is gone, and nobody knows more than its name */
export function alarmMessage(change: ChangeRecord, alarm: AlarmRecord | undefined, place: Place): object {
  const { contributor, reason } = change;
  return {
    AlarmName: change.alarm,
    AlarmDescription: alarm?.description,
    AWSAccountId: place.account,
    NewStateValue: change.to,
    NewStateReason: reason,
    StateChangeTime: new Date(change.at).toISOString(),
    AlarmArn: alarm?.arn ?? arnOf(place, 'cloudwatch', `alarm:${change.alarm}`),
    OldStateValue: change.from,
    AlarmContributorId: contributor?.id,
    AlarmContributorAttributes: contributor?.attributes,
    ...(change.kind === 'composite' ? compositeFields(change, alarm) : { Trigger: triggerOf(alarm, reason) }),
  };
}
