/** The alarms that cpuAlerter notifies of, with what the logs say about them, and therefore not the notifier. */
import * as v from 'valibot';
import { isCpuMetric } from './cpu';

const namedMetric = v.object({ namespace: v.string(), name: v.string() });
type NamedMetric = v.InferOutput<typeof namedMetric>;

const bucketAccess = v.object({
  // Each stage counts in a namespace of its own (resources/data-trail.yml).
  namespace: v.pipe(v.string(), v.startsWith('AlarmResponder/')),
  name: v.literal('WatchedBucketAccess'),
});

/** AWS sends null, or nothing at all. */
const absent = v.nullish(v.undefined());

/** An SNS message. Where its one metric is written as `Metrics`, the SNS filter does not see it: it is none of these. */
const message = v.pipe(
  v.object({
    NewStateValue: v.literal('ALARM'),
    AlarmContributorId: absent,
    Trigger: v.object({ Namespace: v.string(), MetricName: v.string() }),
  }),
  v.transform(({ Trigger }): NamedMetric => ({ namespace: Trigger.Namespace, name: Trigger.MetricName })),
);

/**
 * An EventBridge event over one metric and nothing else. It comes also while a mute rule or a suppressor keeps the alarm
 * from notifying anybody: then it is none of these.
 */
const stateChange = v.pipe(
  v.object({
    'detail-type': v.literal('CloudWatch Alarm State Change'),
    detail: v.object({
      state: v.object({ value: v.literal('ALARM'), actionsSuppressedBy: absent }),
      muteDetail: absent,
      configuration: v.object({
        alarmRule: absent,
        metrics: v.strictTuple([
          v.object({ expression: absent, metricStat: v.object({ metric: namedMetric }) }),
        ]),
      }),
    }),
  }),
  v.transform(({ detail }): NamedMetric => detail.configuration.metrics[0].metricStat.metric),
);

const alarmOverOneMetric = v.union([message, stateChange]);

/**
 * Which log explains the alarm that an SNS message or an EventBridge event holds; `undefined`: none, so it is left to the
 * notifier. The filters of what comes to cpuAlerter (resources/filters.yml) let all of these through; what else they let
 * through is left to the notifier. An alarm that calls the notifier itself never comes there.
 */
export function explainingLog(content: unknown): 'cpu' | 'bucket access' | undefined {
  const metric = v.safeParse(alarmOverOneMetric, content);
  if (!metric.success) return undefined;
  if (isCpuMetric(metric.output)) return 'cpu';
  return v.is(bucketAccess, metric.output) ? 'bucket access' : undefined;
}
