/** A dry run: there is no AWS to ask, and the message says so. */
import type { Deps } from './deps';
import { explainedAlarms } from './explained-alarms';

const noAws = async (): Promise<never> => {
  throw new Error('no AWS here; npm run preview draws it with sample lines');
};

/** At the moment that the event is of. */
export function dryRun(deps: Deps, event: unknown): Deps {
  const [alarm] = explainedAlarms(event).flatMap((explained) => explained.alarm ?? []);
  const now = alarm?.changedAt ?? new Date();
  return {
    ...deps,
    now: () => now,
    filterLogEvents: noAws,
    metricValues: async () => [],
    alarmChanges: noAws,
    alarmsForMetric: async () => [],
    describeInstance: async () => undefined,
  };
}
