/** The verbs in a dry run: there is no AWS to ask, and the message says so. */
import type { Deps } from './handler';

const nothing = async (): Promise<never> => {
  throw new Error('no AWS here');
};

/** @param at the moment the event is of */
export const rehearsal = (deps: Deps, at: Date): Deps => ({
  ...deps,
  now: () => at,
  filterLogEvents: nothing,
  metricValues: async () => [],
  alarmChanges: nothing,
  alarmsOn: async () => [],
  describeInstance: async () => undefined,
});
