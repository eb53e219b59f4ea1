/** What CloudWatch remembers of the alarms of an account in one region: read once, saved in a file, replayed as often as one likes. */
import * as v from 'valibot';
import { alarmStateSchema } from '../../shared/parsing/alarm';

const texts = v.array(v.string());
const maybeText = v.optional(v.string());
const maybeNumber = v.optional(v.number());

/** A metric (`stat`), or an expression over the others. `period` in seconds. */
const query = v.object({
  id: v.string(),
  expression: maybeText,
  label: maybeText,
  returned: v.boolean(),
  stat: v.optional(
    v.object({
      namespace: v.string(),
      name: v.string(),
      dimensions: v.record(v.string(), v.string()),
      period: maybeNumber,
      statistic: maybeText,
      unit: maybeText,
    }),
  ),
});

/**
 * An alarm as it is when it is read. `metrics` of one over a single metric is that metric alone. `comparison` and `missing` as
 * AWS spells them. Times are ISO 8601 in UTC. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricAlarm.html
 */
const alarm = v.object({
  kind: v.picklist(['metric', 'composite', 'log']),
  name: v.string(),
  arn: v.string(),
  description: maybeText,
  actionsEnabled: v.boolean(),
  alarmActions: texts,
  okActions: texts,
  insufficientDataActions: texts,
  state: alarmStateSchema,
  stateChangedAt: maybeText,
  rule: maybeText,
  threshold: maybeNumber,
  comparison: maybeText,
  period: maybeNumber,
  evaluationPeriods: maybeNumber,
  datapointsToAlarm: maybeNumber,
  missing: maybeText,
  metrics: v.array(query),
});

/**
 * A change of an alarm's state, or of one of its contributors. `reasonData` is JSON as CloudWatch has it. The alarm may be gone
 * by now. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmHistoryItem.html
 */
const change = v.object({
  alarm: v.string(),
  kind: v.picklist(['metric', 'composite', 'log']),
  at: v.string(),
  from: v.optional(alarmStateSchema),
  to: alarmStateSchema,
  reason: v.string(),
  reasonData: maybeText,
  contributor: v.optional(v.object({ id: v.string(), attributes: v.record(v.string(), v.string()) })),
});

/** `from` and `to` are what was asked for; `changes` are the oldest first. `unread` counts records that were none. */
export const readingSchema = v.object({
  version: v.literal(1),
  account: v.string(),
  region: v.string(),
  from: v.string(),
  to: v.string(),
  alarms: v.array(alarm),
  changes: v.array(change),
  unread: v.number(),
});

export type Reading = v.InferOutput<typeof readingSchema>;
export type AlarmRecord = v.InferOutput<typeof alarm>;
export type ChangeRecord = v.InferOutput<typeof change>;
