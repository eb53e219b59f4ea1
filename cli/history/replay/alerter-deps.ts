/** What cpuAlerter finds outside: alarms as they were, and no logs, which nobody reads for a replay. */
import type { Deps } from '../../../functions/cpu-alerter/deps';
import type { RelatedAlarmReads } from '../../../shared/alarm/inhibition';
import type { Config } from '../../../shared/config/schema';
import type { VirtualTime } from './virtual-time';

export const alerterDeps = (config: Config, reads: RelatedAlarmReads, time: VirtualTime): Deps => ({
  ...reads,
  now: () => new Date(time.now()),
  logs: () => ({ ...config.logs, cpu: [] }),
  filterLogEvents: async () => {
    throw new Error('a replay reads no logs');
  },
  metricValues: async () => [],
  describeInstance: async () => undefined,
  accessLog: () => 'alarm-responder-data',
});
