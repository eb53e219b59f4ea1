/**
 * A CloudWatch alarm as EventBridge carries it ("CloudWatch Alarm State Change") and as CloudWatch hands it to a
 * Lambda function that is an alarm action itself. Both say the same, in different envelopes.
 */
import * as v from 'valibot';
import { parseArn } from '../aws/arn';
import {
  type Alarm,
  type AlarmChild,
  type AlarmVariant,
  alarmStateSchema,
  childOf,
  type MetricQuery,
  metricOf,
  variantOf,
} from './alarm';
import { readReason } from './alarm-reason';
import { detailTypeOf, eventBridge } from './event-bridge';
import { maybe, parse, timestamp } from './parse';

const dimensions = v.pipe(
  v.record(v.string(), v.string()),
  v.transform((record) => ({ ...record })),
);

const metricStat = v.pipe(
  v.object({
    metric: v.object({ name: v.string(), namespace: maybe(v.string()), dimensions: maybe(dimensions) }),
    period: maybe(v.number()),
    stat: maybe(v.string()),
    unit: maybe(v.string()),
  }),
  v.transform(({ metric, ...rest }) => metricOf({ ...metric, ...rest })),
);

const metricQuery = v.pipe(
  v.object({
    id: v.string(),
    expression: maybe(v.string()),
    label: maybe(v.string()),
    metricStat: maybe(metricStat),
    returnData: maybe(v.boolean()),
  }),
  v.transform(({ id, expression, label, metricStat, returnData }): MetricQuery => {
    return { id, expression, label, metric: metricStat, returned: returnData ?? true };
  }),
);

const state = v.object({
  value: alarmStateSchema,
  reason: maybe(v.string()),
  reasonData: maybe(v.string()),
  timestamp,
  actionsSuppressedBy: maybe(v.string()),
});

const changeSchema = v.object({
  alarmName: v.string(),
  alarmContributor: maybe(v.object({ id: v.string(), attributes: maybe(dimensions) })),
  state,
  previousState: maybe(v.object({ value: maybe(alarmStateSchema) })),
  muteDetail: maybe(v.object({ mutedByArn: maybe(v.string()) })),
  configuration: maybe(
    v.object({
      description: maybe(v.string()),
      metrics: maybe(v.array(metricQuery)),
      alarmRule: maybe(v.string()),
    }),
  ),
});

type StateChange = v.InferOutput<typeof changeSchema>;

/** The second is of one contributor to an alarm over many time series; both say the same. */
const ALARM_DETAIL_TYPES = ['CloudWatch Alarm State Change', 'CloudWatch Alarm Contributor State Change'];

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
const stateChange = eventBridge(ALARM_DETAIL_TYPES, changeSchema);

/** Whether an event of EventBridge is an alarm at all; whether it is well formed is the parser's to say. */
export const isAlarmStateChange = (event: unknown): boolean =>
  ALARM_DETAIL_TYPES.some((type) => type === detailTypeOf(event));

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html */
const action = v.object({
  alarmArn: v.string(),
  accountId: v.string(),
  region: v.string(),
  alarmData: changeSchema,
});

const triggeringAlarms = v.object({
  triggeringAlarms: v.array(v.object({ arn: v.string(), state: v.object({ value: alarmStateSchema }) })),
});

/**
 * The children that brought about the change of a composite alarm. `reasonData` is JSON in a string, but not always: AWS's own
 * sample of a direct action has a broken one.
 */
export function childrenIn(reasonData: string | undefined): AlarmChild[] {
  try {
    const data = v.parse(triggeringAlarms, JSON.parse(reasonData ?? ''));
    return data.triggeringAlarms.map(({ arn, state }) => childOf(arn, state.value));
  } catch {
    return []; // The reason, which people read as well, names the child in words.
  }
}

function eventVariant({ configuration, state }: StateChange): AlarmVariant {
  if (configuration?.alarmRule !== undefined) {
    return { kind: 'composite', rule: configuration.alarmRule, children: childrenIn(state.reasonData) };
  }
  const queries = configuration?.metrics ?? [];
  const { reading, comparison, threshold } = readReason(state.reason ?? '');
  const condition = {
    comparison,
    threshold,
    period: queries.find(({ metric }) => metric)?.metric?.period,
    evaluationPeriods: reading.evaluated,
    datapointsToAlarm: undefined,
  };
  return variantOf(queries, condition, reading);
}

const alarmOf = (change: StateChange, arn: string | undefined, account: string, region: string): Alarm => ({
  name: change.alarmName,
  state: change.state.value,
  previousState: change.previousState?.value,
  reason: change.state.reason ?? '',
  changedAt: change.state.timestamp,
  description: change.configuration?.description || undefined,
  arn,
  account,
  region,
  regionName: undefined,
  contributor: change.alarmContributor && {
    id: change.alarmContributor.id,
    attributes: change.alarmContributor.attributes ?? {},
  },
  suppressedBy: change.state.actionsSuppressedBy ?? change.muteDetail?.mutedByArn,
  ...eventVariant(change),
});

/** An EventBridge event "CloudWatch Alarm State Change". @throws EventParseError */
export function parseAlarmStateChange(input: unknown): Alarm {
  const { detail, resources, account, region } = parse(stateChange, input, 'CloudWatch Alarm State Change');
  return alarmOf(detail, resources[0], account, region);
}

/** The event of a direct Lambda alarm action. @throws EventParseError */
export function parseAlarmAction(input: unknown): Alarm {
  const { alarmArn, alarmData, accountId, region } = parse(action, input, 'CloudWatch alarm action');
  const arn = alarmArn.replace(/\s{1,20}(?=\d)/, ''); // AWS's sample has a space before the account.
  return alarmOf(alarmData, arn, accountId, parseArn(arn)?.region ?? region);
}
