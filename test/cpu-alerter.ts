/** What cpuAlerter asks outside, for tests: one log group in its configuration, and no AWS. */
import type { Deps } from '../functions/cpu-alerter/deps';

const noAws = async (): Promise<never> => Promise.reject(new Error('no AWS here'));

export const alerterDeps = (change: Partial<Deps> = {}): Deps => ({
  now: () => new Date(),
  logs: () => ({ minutes: 5, cpu: [{ name: '/var/log/syslog', stream: '{instance_id}', noise: [] }] }),
  filterLogEvents: noAws,
  metricValues: noAws,
  alarmChanges: noAws,
  alarmsForMetric: noAws,
  describeInstance: noAws,
  accessLog: () => 'alarm-responder-dev-data',
  ...change,
});
