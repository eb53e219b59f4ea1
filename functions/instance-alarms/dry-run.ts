/** A dry run: no AWS, but an imagined one, so that the same pipeline runs and the notification says what it would do. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { InstancesConfig } from '../../shared/config/instances';
import { detailTypeOf } from '../../shared/parsing/event-bridge';
import {
  type InstanceStateChange,
  parseInstanceStateChange,
} from '../../shared/parsing/instance-state-change';
import { SCHEDULED } from '../../shared/parsing/schedule';
import { memoryStore } from '../../shared/state/store';
import type { KnownAlarm } from './alarm-changes';
import type { Deps } from './deps';
import { NOTHING_KNOWN, plan } from './plan';
import { planLines } from './plan-text';
import { type Rules, rulesOf } from './rules';
import type { Verbs } from './verbs';

/** Spelled out: the list of config/ would bring its schema into the package. */
const EVERY_STATE: InstancesConfig['notifyOn'] = [
  'running',
  'stopping',
  'stopped',
  'shutting-down',
  'terminated',
];

type Imagined = { instance: InstanceDetails | undefined; alarms: KnownAlarm[] };

const imagineInstance = (
  { instanceId, state, at }: InstanceStateChange,
  { scope }: InstancesConfig,
): InstanceDetails => ({
  id: instanceId,
  state,
  tags: scope === 'all' ? {} : { [scope.tag]: scope.value ?? '' },
  name: undefined,
  type: undefined,
  zone: undefined,
  launchedAt: at,
  createdAt: at,
  detailedMonitoring: false,
  profile: undefined,
  group: undefined,
  transition: undefined,
  stateReason: undefined,
});

/** The alarms that it would have by now. */
function imagineAlarms(instance: InstanceDetails, rules: Rules, now: Date): KnownAlarm[] {
  const running = { ...instance, state: 'running', launchedAt: new Date(0) };
  return plan({ ...NOTHING_KNOWN, instance: running }, rules, now).puts.map(({ settings, tags }) => ({
    ...settings,
    tags,
    arn: settings.name,
    state: 'OK',
    actionsEnabled: true,
  }));
}

/** In scope, without other tags and an agent, and with its alarms once it ran. A schedule finds nothing. */
function imagine(deps: Deps, change: InstanceStateChange | undefined): Imagined {
  if (!change) return { instance: undefined, alarms: [] };
  const instance = imagineInstance(change, deps.config());
  if (change.state === 'running') return { instance, alarms: [] };
  return { instance, alarms: imagineAlarms(instance, rulesOf(deps, undefined, change), change.at) };
}

const nothing = async (): Promise<void> => {};

function imaginedVerbs({ instance, alarms }: Imagined): Verbs {
  return {
    describeDetails: async () => instance,
    allInstances: async () => [],
    attachProfile: async () => 'attached',
    policiesOfProfile: async () => [],
    alarmsNamed: async () => alarms,
    agentMetrics: async () => [],
    hasReported: async () => false,
    hasReportedForDays: async () => true,
    wasAboveZero: async () => false,
    alarmTags: async (arn) => alarms.find((alarm) => alarm.arn === arn)?.tags ?? {},
    putAlarm: nothing,
    deleteAlarms: nothing,
    enableActions: nothing,
    disableActions: nothing,
    resetState: nothing,
    tagAlarm: nothing,
    untagAlarm: nothing,
    isThrottled: () => false,
    paces: { change: nothing, read: nothing, statistics: nothing, tag: nothing },
  };
}

/** At the moment that the event is of, and with a notification of every state that `notifyOn` may name. @throws EventParseError */
export function dryRun(deps: Deps, event: unknown): Deps {
  const change = detailTypeOf(event) === SCHEDULED ? undefined : parseInstanceStateChange(event);
  const now = change?.at ?? deps.now();
  const store = memoryStore();
  return {
    ...deps,
    verbs: imaginedVerbs(imagine(deps, change)),
    store: () => store,
    firstDeployedAt: async () => now,
    config: () => ({ ...deps.config(), notifyOn: EVERY_STATE }),
    now: () => now,
    planDetails: (planned, profile) => {
      const gets = profile.kind === 'attached' ? [`attach the instance profile ${profile.profile}`] : [];
      return [{ title: 'Dry run without AWS: what would be done', lines: [...gets, ...planLines(planned)] }];
    },
    logReport: () => undefined,
  };
}
