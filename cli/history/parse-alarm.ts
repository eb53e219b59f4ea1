/** An alarm as CloudWatch describes it, as a reading has it. */
import * as v from 'valibot';
import { maybe } from '../../shared/parsing/parse';
import { type AlarmKind, type AlarmRecord, alarmSchema } from './reading';

const [text, number, actions] = [maybe(v.string()), maybe(v.number()), maybe(v.array(v.string()))];
const moment = maybe(v.date());

const dimensions = v.pipe(
  v.array(v.object({ Name: v.string(), Value: v.string() })),
  v.transform((list) => Object.fromEntries(list.map(({ Name, Value }) => [Name, Value]))),
);
const metricFields = { MetricName: v.string(), Namespace: text, Dimensions: maybe(dimensions) };

const stat = v.object({ Metric: v.object(metricFields), Period: number, Stat: text, Unit: text });

const statOf = ({ Metric, Period, Stat, Unit }: v.InferOutput<typeof stat>, period?: number) => ({
  namespace: Metric.Namespace ?? '',
  name: Metric.MetricName,
  dimensions: Metric.Dimensions ?? {},
  period: Period ?? period,
  statistic: Stat,
  unit: Unit,
});

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
const query = v.pipe(
  v.object({
    ...{ Id: v.string(), Expression: text, Label: text, ReturnData: maybe(v.boolean()), Period: number },
    MetricStat: maybe(stat),
  }),
  v.transform(({ Id, Expression, Label, ReturnData = true, MetricStat, Period }) => ({
    id: Id,
    expression: Expression,
    label: Label,
    returned: ReturnData,
    stat: MetricStat && statOf(MetricStat, Period),
  })),
);

/** Of all three types: metric, composite and log alarms have most in common. */
const described = v.object({
  ...{ AlarmName: v.string(), AlarmArn: v.string(), StateValue: v.string(), AlarmDescription: text },
  ...{
    ActionsEnabled: maybe(v.boolean()),
    StateTransitionedTimestamp: moment,
    StateUpdatedTimestamp: moment,
  },
  ...{ AlarmActions: actions, OKActions: actions, InsufficientDataActions: actions, AlarmRule: text },
  ...{ Threshold: number, ComparisonOperator: text, TreatMissingData: text, Period: number },
  ...{ EvaluationPeriods: number, DatapointsToAlarm: number },
  ...{ QueryResultsToEvaluate: number, QueryResultsToAlarm: number },
  ...{ ...metricFields, MetricName: text, Statistic: text, ExtendedStatistic: text, Unit: text },
  Metrics: maybe(v.array(query)),
});
type Described = v.InferOutput<typeof described>;

/** An alarm over a single metric has it in its own fields, any other in `Metrics`. */
function metricsOf({ MetricName, Namespace, Dimensions, Period, Unit, ...alarm }: Described) {
  if (MetricName === undefined) return alarm.Metrics ?? [];
  const Metric = { MetricName, Namespace, Dimensions };
  const Stat = alarm.ExtendedStatistic ?? alarm.Statistic;
  return [{ id: 'm1', returned: true, stat: statOf({ Metric, Period, Stat, Unit }) }];
}

const recordOf = (kind: AlarmKind, alarm: Described) => ({
  kind,
  name: alarm.AlarmName,
  arn: alarm.AlarmArn,
  description: alarm.AlarmDescription,
  actionsEnabled: alarm.ActionsEnabled ?? true,
  alarmActions: alarm.AlarmActions ?? [],
  okActions: alarm.OKActions ?? [],
  insufficientDataActions: alarm.InsufficientDataActions ?? [],
  state: alarm.StateValue,
  // The second moves with each evaluation too.
  stateChangedAt: (alarm.StateTransitionedTimestamp ?? alarm.StateUpdatedTimestamp)?.toISOString(),
  rule: alarm.AlarmRule,
  threshold: alarm.Threshold,
  comparison: alarm.ComparisonOperator,
  period: alarm.Period,
  evaluationPeriods: alarm.EvaluationPeriods ?? alarm.QueryResultsToEvaluate,
  datapointsToAlarm: alarm.DatapointsToAlarm ?? alarm.QueryResultsToAlarm,
  missing: alarm.TreatMissingData,
  metrics: metricsOf(alarm),
});

/** `undefined` when it is none. */
export function parseAlarm(kind: AlarmKind, alarm: unknown): AlarmRecord | undefined {
  const known = v.safeParse(described, alarm);
  if (!known.success) return undefined;
  const record = v.safeParse(alarmSchema, recordOf(kind, known.output));
  return record.success ? record.output : undefined;
}
