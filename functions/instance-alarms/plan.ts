/** What is to be done so that an instance has its alarms. Pure: the same facts give the same plan. */
import type { AlarmSettings, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Pause } from '../../shared/pause';
import { type ActionState, actionStateOf } from './action-state';
import { type AlarmChanges, changesTo, deletionOf, type KnownAlarm } from './alarm-changes';
import { type DesiredAlarm, desiredAlarms } from './desired';
import { readTags } from './instance-tags';
import { OWNER_TAG, type Rules } from './rules';
import { isInScope } from './scope';

/**
 * `instance` is `undefined` when EC2 has forgotten it. `agentReports`: the agent has spoken since the start. `alive` are the
 * names of those alarms whose process has been seen alive. `pause` is by the instance's tag.
 */
export type PlanFacts = {
  instance: InstanceDetails | undefined;
  reported: ReportedMetric[];
  existing: KnownAlarm[];
  agentReports: boolean;
  alive: readonly string[];
  pause: Pause;
};

/**
 * `actionState`: whether the alarms may act, by the state of the instance. `problems` are for people. `unseen` alarms are
 * made once their process is seen alive. `total` alarms are there when all is done, `slow` of them looked at every
 * five minutes. `watched`: it is an instance that is to have alarms.
 */
export type Plan = AlarmChanges & {
  actionState: ActionState;
  problems: string[];
  unseen: AlarmSettings[];
  total: number;
  slow: number;
  watched: boolean;
};

const isOurs = ({ tags }: KnownAlarm, { prefix }: Rules): boolean =>
  tags === undefined || tags[OWNER_TAG] === prefix;

const foreignProblem = ({ name }: KnownAlarm): string =>
  `the alarm "${name}" has a name of ours, but not our tag ${OWNER_TAG}: it is left alone`;

/** No alarms at all: the instance is gone, out of scope, or skipped. */
const noAlarms = (ours: KnownAlarm[], actionState: ActionState, problems: string[]): Plan => ({
  ...deletionOf(ours),
  actionState,
  problems,
  unseen: [],
  total: 0,
  slow: 0,
  watched: false,
});

/** Whether the metric, or what has taken its place with other dimensions, is reported today. */
function covers(reported: ReportedMetric[], { metric, dimensions }: ReportedMetric): boolean {
  const { InstanceType, ImageId, ...essential } = dimensions;
  return reported.some(
    (one) =>
      one.metric === metric &&
      Object.entries(essential).every(([name, value]) => one.dimensions[name] === value),
  );
}

/** An alarm that has been made stays when the agent falls silent: that is when it is needed. */
const silentMetrics = (ours: KnownAlarm[], reported: ReportedMetric[]): ReportedMetric[] =>
  ours
    .filter((alarm) => alarm.namespace === 'CWAgent' && !covers(reported, alarm))
    .map(({ namespace, metric, dimensions }) => ({ namespace, metric, dimensions }));

/** The plan. An alarm of somebody else keeps its name, and an instance that is not to be watched keeps no alarm of ours. */
export function plan(facts: PlanFacts, rules: Rules, now: Date): Plan {
  const { instance, reported, existing, agentReports, alive, pause } = facts;
  const ours = existing.filter((alarm) => isOurs(alarm, rules));
  const foreign = existing.filter((alarm) => !isOurs(alarm, rules));
  const theirs = foreign.map(foreignProblem);
  if (!instance) return noAlarms(ours, 'gone', theirs);
  const { graceMinutes, scope, templates } = rules.config;
  const actionState = actionStateOf(instance, { agentReports, pausedUntil: pause.until, graceMinutes }, now);
  if (actionState === 'gone') return noAlarms(ours, actionState, theirs);
  const tags = readTags(instance.tags, Object.keys(templates));
  const problems = [...tags.problems, ...(pause.problem ? [pause.problem] : []), ...theirs];
  if (tags.skip || !isInScope(instance, scope)) return noAlarms(ours, actionState, tags.skip ? problems : []);

  const metrics = [...reported, ...silentMetrics(ours, reported)];
  const taken = new Set(foreign.map(({ name }) => name));
  const possible = desiredAlarms(instance, metrics, tags.thresholds, rules).filter(
    ({ settings }) => !taken.has(settings.name),
  );
  // The agent reports a process that was never there as 0, like one that has died.
  const known = new Set([...ours.map(({ name }) => name), ...alive]);
  const isUnseen = ({ ofProcess, settings }: DesiredAlarm): boolean => ofProcess && !known.has(settings.name);
  const desired = possible.filter((one) => !isUnseen(one));
  return {
    ...changesTo(desired, ours, instance, actionState === 'enabled', rules),
    actionState,
    problems,
    unseen: possible.filter(isUnseen).map(({ settings }) => settings),
    total: desired.length,
    slow: desired.filter(({ slow }) => slow).length,
    watched: true,
  };
}
