/** A CloudWatch alarm as SNS carries it. */
import * as v from 'valibot';
import { parseArn } from '../aws/arn';
import {
  type Alarm,
  type AlarmContributor,
  type AlarmVariant,
  alarmStateSchema,
  childOf,
  type MetricQuery,
  metricOf,
  variantOf,
} from './alarm';
import { type Comparison, readReason } from './alarm-reason';
import { maybe, parse, timestamp } from './parse';

/** CloudWatch writes `name` and `value` here, its API and stand-ins `Name` and `Value`. */
const dimension = v.union([
  v.object({ name: v.string(), value: v.string() }),
  v.pipe(
    v.object({ Name: v.string(), Value: v.string() }),
    v.transform(({ Name, Value }) => ({ name: Name, value: Value })),
  ),
]);

const dimensions = v.pipe(
  v.array(dimension),
  v.transform((list) => Object.fromEntries(list.map(({ name, value }) => [name, value]))),
);

const metricStat = v.pipe(
  v.object({
    Metric: v.object({ MetricName: v.string(), Namespace: maybe(v.string()), Dimensions: maybe(dimensions) }),
    Period: maybe(v.number()),
    Stat: maybe(v.string()),
    Unit: maybe(v.string()),
  }),
  v.transform(({ Metric: { MetricName: name, Namespace: namespace, Dimensions }, Period, Stat, Unit }) =>
    metricOf({ name, namespace, dimensions: Dimensions, period: Period, stat: Stat, unit: Unit }),
  ),
);

const metricQuery = v.pipe(
  v.object({
    Id: v.string(),
    Expression: maybe(v.string()),
    Label: maybe(v.string()),
    MetricStat: maybe(metricStat),
    ReturnData: maybe(v.boolean()),
  }),
  v.transform(({ Id, Expression, Label, MetricStat, ReturnData = true }): MetricQuery => {
    return { id: Id, expression: Expression, label: Label, metric: MetricStat, returned: ReturnData };
  }),
);

const triggerSchema = v.object({
  MetricName: maybe(v.string()),
  Namespace: maybe(v.string()),
  Dimensions: maybe(dimensions),
  Statistic: maybe(v.string()),
  ExtendedStatistic: maybe(v.string()),
  Unit: maybe(v.string()),
  Period: maybe(v.number()),
  EvaluationPeriods: maybe(v.number()),
  DatapointsToAlarm: maybe(v.number()),
  ComparisonOperator: maybe(v.string()),
  Threshold: maybe(v.number()),
  Metrics: maybe(v.array(metricQuery)),
});

const contributorAttributes = v.pipe(
  v.record(v.string(), v.string()),
  v.transform((attributes) => ({ ...attributes })),
);

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html */
const messageSchema = v.object({
  AlarmName: v.string(),
  AlarmDescription: maybe(v.string()),
  AWSAccountId: maybe(v.string()),
  NewStateValue: alarmStateSchema,
  NewStateReason: maybe(v.string()),
  StateChangeTime: timestamp,
  Region: maybe(v.string()),
  AlarmArn: maybe(v.string()),
  OldStateValue: maybe(alarmStateSchema),
  Trigger: maybe(triggerSchema),
  AlarmRule: maybe(v.string()),
  AlarmContributorId: maybe(v.string()),
  AlarmContributorAttributes: maybe(contributorAttributes),
  TriggeringChildren: maybe(
    v.array(v.object({ Arn: v.string(), State: v.object({ Value: alarmStateSchema }) })),
  ),
});

type Message = v.InferOutput<typeof messageSchema>;
type AlarmTrigger = v.InferOutput<typeof triggerSchema>;

const COMPARISONS = new Map<string | undefined, Comparison>([
  ['GreaterThanThreshold', 'above'],
  ['GreaterThanOrEqualToThreshold', 'at-or-above'],
  ['LessThanThreshold', 'below'],
  ['LessThanOrEqualToThreshold', 'at-or-below'],
  ['LessThanLowerOrGreaterThanUpperThreshold', 'outside-band'],
  ['GreaterThanUpperThreshold', 'above-band'],
  ['LessThanLowerThreshold', 'below-band'],
]);

/** SNS spells statistics in capitals (`SUM`), the API does not (`Sum`). */
const STATISTICS = new Map<string | undefined, string>([
  ['AVERAGE', 'Average'],
  ['SUM', 'Sum'],
  ['MINIMUM', 'Minimum'],
  ['MAXIMUM', 'Maximum'],
  ['SAMPLE_COUNT', 'SampleCount'],
]);

/** A single-metric alarm has no `Metrics`: its one metric lies in the trigger itself. */
function queriesOf(trigger: AlarmTrigger): MetricQuery[] {
  if (trigger.MetricName === undefined) return trigger.Metrics ?? [];
  const statistic = trigger.ExtendedStatistic ?? trigger.Statistic;
  const metric = metricOf({
    namespace: trigger.Namespace,
    name: trigger.MetricName,
    dimensions: trigger.Dimensions,
    stat: STATISTICS.get(statistic) ?? statistic,
    period: trigger.Period,
    unit: trigger.Unit,
  });
  return [{ id: 'm1', expression: undefined, label: undefined, metric, returned: true }];
}

function messageVariant({ AlarmRule, TriggeringChildren, Trigger, NewStateReason }: Message): AlarmVariant {
  if (AlarmRule !== undefined) {
    const children = (TriggeringChildren ?? []).map(({ Arn, State }) => childOf(Arn, State.Value));
    return { kind: 'composite', rule: AlarmRule, children };
  }
  if (!Trigger) return { kind: 'other' };
  const reason = readReason(NewStateReason ?? '');
  const queries = queriesOf(Trigger);
  const condition = {
    comparison: COMPARISONS.get(Trigger.ComparisonOperator) ?? reason.comparison,
    threshold: Trigger.Threshold ?? reason.threshold,
    period: Trigger.Period ?? queries.find(({ metric }) => metric)?.metric?.period,
    evaluationPeriods: Trigger.EvaluationPeriods,
    datapointsToAlarm: Trigger.DatapointsToAlarm ?? Trigger.EvaluationPeriods,
  };
  return variantOf(queries, condition, reason.reading);
}

const contributorOf = (message: Message): AlarmContributor | undefined =>
  message.AlarmContributorId === undefined
    ? undefined
    : { id: message.AlarmContributorId, attributes: message.AlarmContributorAttributes ?? {} };

/** Whether an SNS message's content is an alarm at all; whether it is well formed is the parser's to say. */
export const isAlarmMessage = (content: unknown): boolean =>
  v.is(v.object({ AlarmName: v.unknown(), NewStateValue: v.unknown() }), content);

/**
 * @param input the SNS message, parsed from JSON
 * @param topicArn of the topic it came by: says the region when the message has no `AlarmArn`
 * @throws EventParseError
 */
export function parseAlarmMessage(input: unknown, topicArn?: string): Alarm {
  const alarm = parse(messageSchema, input, 'CloudWatch alarm');
  const arn = parseArn(alarm.AlarmArn ?? '') ?? parseArn(topicArn ?? '');
  return {
    name: alarm.AlarmName,
    state: alarm.NewStateValue,
    previousState: alarm.OldStateValue,
    reason: alarm.NewStateReason ?? '',
    changedAt: alarm.StateChangeTime,
    description: alarm.AlarmDescription || undefined,
    arn: alarm.AlarmArn,
    account: alarm.AWSAccountId ?? arn?.account,
    region: arn?.region,
    regionName: alarm.Region,
    suppressedBy: undefined,
    contributor: contributorOf(alarm),
    ...messageVariant(alarm),
  };
}
