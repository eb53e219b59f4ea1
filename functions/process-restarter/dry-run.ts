/** A dry run: no AWS, and the world as the event describes it. */
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import type { Instance } from '../../shared/aws/ec2';
import { metricsOf } from '../../shared/parsing/alarm';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import { memoryStore } from '../../shared/state/store';
import type { Deps } from './deps';
import { type AlarmMessage, alarmMessagesIn } from './target';

const running = (id: string): Instance => ({
  id,
  state: 'running',
  tags: {},
  name: undefined,
  type: undefined,
  zone: undefined,
  launchedAt: undefined,
});

/** As the message has it. */
function ringing({ alarm, topicArn }: AlarmMessage): DescribedAlarm {
  const [metric] = metricsOf(alarm);
  return {
    name: alarm.name,
    arn: alarm.arn ?? '',
    state: alarm.state,
    changedAt: alarm.changedAt,
    configuredAt: alarm.changedAt,
    actionsEnabled: true,
    description: alarm.description ?? '',
    namespace: metric?.namespace ?? '',
    metric: metric?.name ?? '',
    dimensions: metric?.dimensions ?? {},
    statistic: undefined,
    comparison: undefined,
    threshold: undefined,
    period: undefined,
    needed: undefined,
    of: undefined,
    missing: '',
    alarmActions: [topicArn],
    okActions: [],
    insufficientDataActions: [],
    extras: {},
  };
}

/** At the moment that the event is of: by now, an old sample would be stale. */
export function dryRun(deps: Deps, event: unknown): Deps {
  const store = memoryStore();
  const messages = detailTypeOf(event) === undefined ? alarmMessagesIn(event) : [];
  const now = messages[0]?.alarm.changedAt ?? new Date();
  return {
    ...deps,
    store: () => store,
    now: () => now,
    wait: async () => undefined,
    describeAlarm: async (name) => messages.filter(({ alarm }) => alarm.name === name).map(ringing)[0],
    describeInstance: async (id) => running(id),
    sendCommand: async ({ document, instanceId, parameters }) =>
      `(dry run: ${document} would be sent to ${instanceId} with ${JSON.stringify(parameters)})`,
    getInvocation: async () => undefined,
    findAgent: async () => undefined,
  };
}
