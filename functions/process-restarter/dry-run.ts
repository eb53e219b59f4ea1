/** A dry run: no AWS, and the world as the event describes it. */
import type { Instance } from '../../shared/aws/ec2';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { memoryStore } from '../../shared/state/store';
import type { Deps } from './deps';
import { alarmsIn } from './target';

const running = (id: string): Instance => ({
  id,
  state: 'running',
  tags: {},
  name: undefined,
  type: undefined,
  zone: undefined,
  launchedAt: undefined,
});

/** At the moment that the event is of: by now, an old sample would be stale. */
export function dryRun(deps: Deps, event: unknown): Deps {
  const store = memoryStore();
  const [alarm] = detailTypeOf(event) === undefined ? alarmsIn(event) : [];
  const now = alarm?.changedAt ?? new Date();
  return {
    ...deps,
    store: () => store,
    now: () => now,
    alarmState: async () => 'ALARM',
    describeInstance: async (id) => running(id),
    sendCommand: async ({ document, instanceId, parameters }) =>
      `(dry run: ${document} would be sent to ${instanceId} with ${JSON.stringify(parameters)})`,
    getInvocation: async () => undefined,
    findAgent: async () => undefined,
  };
}
