/** A dry run: there is no AWS to ask, and the message says so. */
import type { Deps } from './deps';

const noAws = async (): Promise<never> => {
  throw new Error('no AWS here');
};

/** @param now the moment that the event is of */
export const dryRun = (deps: Deps, now = new Date()): Deps => ({
  ...deps,
  now: () => now,
  filterLogEvents: noAws,
  metricValues: async () => [],
  alarmChanges: noAws,
  alarmsForMetric: async () => [],
  describeInstance: async () => undefined,
});
