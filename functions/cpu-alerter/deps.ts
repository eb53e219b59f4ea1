/** What cpuAlerter asks outside. */
import { logsConfig } from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';

const cloudwatch = () => import('../../shared/aws/cloudwatch');

export const live = {
  now: () => new Date(),
  logs: logsConfig,
  filterLogEvents: lazily(async () => (await import('../../shared/aws/cloudwatch-logs')).filterLogEvents),
  metricValues: lazily(async () => (await cloudwatch()).metricValues),
  alarmChanges: lazily(async () => (await cloudwatch()).alarmChanges),
  alarmsForMetric: lazily(async () => (await cloudwatch()).alarmsForMetric),
  describeInstance: lazily(async () => (await import('../../shared/aws/ec2')).describeInstance),
  /** What CloudTrail records of the watched buckets; the trail and its log group have one name. */
  accessLog: () => requiredEnv('DATA_TRAIL'),
};
export type Deps = typeof live;
