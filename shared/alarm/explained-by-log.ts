/** The alarms that cpuAlerter notifies of, with what the logs say about them, and therefore not the notifier. */
import * as v from 'valibot';
import { isCpuHigh } from './cpu';

const bucketAccess = v.object({
  NewStateValue: v.literal('ALARM'),
  Trigger: v.object({
    // Each stage counts in a namespace of its own (resources/data-trail.yml).
    Namespace: v.pipe(v.string(), v.startsWith('AlarmResponder/')),
    MetricName: v.literal('WatchedBucketAccess'),
  }),
});

/**
 * Which log explains the alarm that an SNS message holds; `undefined`: none, so it is left to the notifier. The SNS filter
 * `withLogs` (resources/filters.yml) lets all of these through; what else it lets through is left to the notifier.
 */
export function explainingLog(content: unknown): 'cpu' | 'bucket access' | undefined {
  if (isCpuHigh(content)) return 'cpu';
  return v.is(bucketAccess, content) ? 'bucket access' : undefined;
}
