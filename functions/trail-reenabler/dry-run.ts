/** A dry run: no AWS, every trail is off, and the table forgets. */
import { memoryStore } from '../../shared/state/store';
import { type Deps, live } from './deps';

/** The live verbs, or those that are given, without AWS. */
export function dryRun(deps: Deps = live): Deps {
  const store = memoryStore();
  return {
    ...deps,
    store: () => store,
    describeTrails: async () => undefined,
    findTrail: async () => undefined,
    startLogging: async () => 'dry run',
    trailCoverage: async () => ({ reads: true, writes: true, filters: [] }),
    trailStatus: async () => ({
      logging: false,
      startedAt: undefined,
      stoppedAt: undefined,
      deliveryError: undefined,
    }),
    trailTags: async () => ({}),
  };
}
