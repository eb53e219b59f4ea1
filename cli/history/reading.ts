/** What CloudWatch remembers of the alarms of an account in one region: read once, saved in a file, replayed as often as one likes. */
import * as v from 'valibot';
import { alarmStateSchema } from '../../shared/parsing/alarm';
import { attributes, line, paragraph, reasonData, rule, time } from './texts';

/** "CloudWatch preserves alarm history for 30 days." @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/AlarmThatSendsEmail.html */
export const MOST_DAYS = 30;

const lines = v.array(line);
const maybeLine = v.optional(line);
const maybeText = v.optional(paragraph);
const maybeNumber = v.optional(v.number());
export const alarmKind = v.picklist(['metric', 'composite', 'log']);
export type AlarmKind = v.InferOutput<typeof alarmKind>;

/** A metric (`stat`), or an expression over the others. `period` in seconds. */
const query = v.object({
  id: line,
  expression: maybeText,
  label: maybeLine,
  returned: v.boolean(),
  stat: v.optional(
    v.object({
      namespace: line,
      name: line,
      dimensions: attributes,
      period: maybeNumber,
      statistic: maybeLine,
      unit: maybeLine,
    }),
  ),
});

/**
 * An alarm as it is when it is read. `metrics` of one over a single metric is that metric alone. `comparison` and `missing` as
 * AWS spells them. Times are ISO 8601 in UTC. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
 */
export const alarmSchema = v.object({
  kind: alarmKind,
  name: line,
  arn: line,
  description: maybeText,
  actionsEnabled: v.boolean(),
  alarmActions: lines,
  okActions: lines,
  insufficientDataActions: lines,
  state: alarmStateSchema,
  stateChangedAt: v.optional(time),
  rule: v.optional(rule),
  threshold: maybeNumber,
  comparison: maybeLine,
  period: maybeNumber,
  evaluationPeriods: maybeNumber,
  datapointsToAlarm: maybeNumber,
  missing: maybeLine,
  metrics: v.array(query),
});

/**
 * A change of an alarm's state, or of one of its contributors. The alarm may be gone by now.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
 */
export const changeSchema = v.object({
  alarm: line,
  kind: alarmKind,
  at: time,
  from: v.optional(alarmStateSchema),
  to: alarmStateSchema,
  reason: paragraph,
  reasonData,
  contributor: v.optional(v.object({ id: line, attributes })),
});

/**
 * Every text in it is safe: without secrets and what nobody sees. `account` is empty where no alarm names it. `from` and `to`
 * are what was asked for; `composites` are other alarms that some of `alarms` are part of; `changes` are the oldest first, each once. `unread` counts records that were none, or of another time.
 */
export const readingSchema = v.object({
  version: v.literal(1),
  account: line,
  region: line,
  from: time,
  to: time,
  alarms: v.array(alarmSchema),
  composites: v.optional(v.array(alarmSchema)),
  changes: v.array(changeSchema),
  unread: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export type Reading = v.InferOutput<typeof readingSchema>;
export type AlarmRecord = v.InferOutput<typeof alarmSchema>;
export type ChangeRecord = v.InferOutput<typeof changeSchema>;
