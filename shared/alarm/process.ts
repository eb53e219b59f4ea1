/** How a process is watched: by the agent's procstat, which says how many of them there are. */

/** The one metric of procstat that a process alarm reads, and the dimensions that may name the process. */
export const PROCSTAT = {
  namespace: 'CWAgent',
  metric: 'procstat_lookup_pid_count',
  prefix: 'procstat',
} as const;
const PROCESS_DIMENSIONS = ['exe', 'pattern', 'process_name', 'pidfile'] as const;

/** The process that the dimensions name, or `undefined` when they name none. */
export const processOf = (dimensions: Record<string, string>): string | undefined =>
  PROCESS_DIMENSIONS.map((name) => dimensions[name]).find(Boolean);

/**
 * The alarm of a process that is gone. Missing data breach: the agent may send nothing at all for a process that is not
 * there. That it may also be the agent that is gone is found out on the instance.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-procstat-process-metrics.html
 */
export const PROCESS_ALARM = {
  namespace: PROCSTAT.namespace,
  metric: PROCSTAT.metric,
  statistic: 'Minimum',
  period: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  comparison: 'LessThanOrEqualToThreshold',
  threshold: 0,
  missingData: 'breaching',
} as const;
