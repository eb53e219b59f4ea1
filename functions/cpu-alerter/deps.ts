/** What cpuAlerter asks outside. */
import { alarmChanges, alarmsForMetric, metricValues } from '../../shared/aws/cloudwatch-reads';
import { logsConfig } from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';

export const live = {
  now: () => new Date(),
  logs: logsConfig,
  filterLogEvents: lazily(async () => (await import('../../shared/aws/cloudwatch-logs')).filterLogEvents),
  metricValues,
  alarmChanges,
  alarmsForMetric,
  describeInstance: lazily(async () => (await import('../../shared/aws/ec2')).describeInstance),
  /** What CloudTrail records of the watched buckets; the trail and its log group have one name. */
  accessLog: () => requiredEnv('DATA_TRAIL'),
};
export type Deps = typeof live;
