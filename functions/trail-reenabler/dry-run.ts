/** A dry run: no AWS, every trail is off, and the table forgets. */
import { memoryStore } from '../../shared/state/store';
import type { Deps } from './deps';

/** Nothing is asked of AWS, and nothing is switched on. */
export function dryRun(deps: Deps): Deps {
  const store = memoryStore();
  return {
    ...deps,
    store: () => store,
    describeTrails: async () => undefined,
    findTrail: async () => undefined,
    startLogging: async () => 'dry run',
    trailSelectors: async () => [],
    trailStatus: async () => ({
      logging: false,
      startedAt: undefined,
      stoppedAt: undefined,
      deliveryError: undefined,
    }),
    trailTags: async () => ({}),
  };
}
