/** The verbs in a dry run: no AWS, and the world as the event describes it. */
import type { Instance } from '../../shared/aws/ec2';
import type { Deps } from './handler';

const running = (id: string): Instance => ({
  id,
  state: 'running',
  tags: {},
  name: undefined,
  type: undefined,
  zone: undefined,
  launchedAt: undefined,
});

/** @param at the moment the event is of: to now, an old sample would be stale */
export const rehearsal = (deps: Deps, at: Date): Deps => ({
  ...deps,
  now: () => at,
  alarmState: async () => 'ALARM',
  describeInstance: async (id) => running(id),
  sendCommand: async ({ document, instanceId, parameters }) =>
    `(dry run: ${document} would be sent to ${instanceId} with ${JSON.stringify(parameters)})`,
  getInvocation: async () => undefined,
  findAgent: async () => undefined,
});
