/** What is to be done so that an instance has its alarms. Pure: the same facts give the same plan. */
import type { AlarmSettings, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { NO_PAUSE, type Pause } from '../../shared/pause';
import { type ActionState, actionStateOf } from './action-state';
import { type AlarmChanges, changesTo, deletionOf, type KnownAlarm } from './alarm-changes';
import { coveredBy } from './covers';
import { type DesiredAlarm, desiredAlarms } from './desired';
import { readTags } from './instance-tags';
import { atMost, type LeftOut } from './left-out';
import { OWNER_TAG, type Rules } from './rules';
import { isInScope } from './scope';

/**
 * `instance` is `undefined` when EC2 has forgotten it. `agentReports`: the agent has spoken since the start. `alive` are the
 * names of those alarms whose process has been seen alive, `unreported` of those whose disk or process nobody has reported for
 * long. `pause` is by the instance's tag.
 */
export type PlanFacts = {
  instance: InstanceDetails | undefined;
  reported: ReportedMetric[];
  existing: KnownAlarm[];
  agentReports: boolean;
  alive: readonly string[];
  unreported: readonly string[];
  pause: Pause;
};

/** Of an instance of which nothing else is known. */
export const NOTHING_KNOWN = {
  reported: [],
  existing: [],
  agentReports: false,
  alive: [],
  unreported: [],
  pause: NO_PAUSE,
} satisfies Omit<PlanFacts, 'instance'>;

/**
 * `actionState`: whether the alarms may act, by the state of the instance. `problems` are for people. `unseen` alarms are
 * made once their process is seen alive. `silent` are those of a disk or a process that is not reported now, while the agent
 * reports others. `total` alarms are there when all is done, `slow` of them looked at every five minutes. `watched`: it is an
 * instance that is to have alarms.
 */
export type Plan = AlarmChanges & {
  actionState: ActionState;
  problems: string[];
  unseen: AlarmSettings[];
  silent: AlarmSettings[];
  leftOut: LeftOut[];
  total: number;
  slow: number;
  watched: boolean;
};

const isOurs = ({ tags }: KnownAlarm, { prefix }: Rules): boolean =>
  tags === undefined || tags[OWNER_TAG] === prefix;

const foreignProblem = ({ name }: KnownAlarm): string =>
  `the alarm "${name}" has a name of ours, but not our tag ${OWNER_TAG}: it is left alone`;

const OUT_OF_SCOPE = 'it is out of the scope of `instances.scope` now: its alarms are deleted';

/** No alarms at all: the instance is gone, out of scope, or skipped. */
const noAlarms = (ours: KnownAlarm[], actionState: ActionState, problems: string[]): Plan => ({
  ...deletionOf(ours),
  actionState,
  problems,
  unseen: [],
  silent: [],
  leftOut: [],
  total: 0,
  slow: 0,
  watched: false,
});

/** An alarm that has been made stays when the agent falls silent: that is when it is needed. */
const silentMetrics = (ours: KnownAlarm[], isReported: (alarm: KnownAlarm) => boolean): ReportedMetric[] =>
  ours
    .filter((alarm) => alarm.namespace === 'CWAgent' && !isReported(alarm))
    .map(({ namespace, metric, dimensions }) => ({ namespace, metric, dimensions }));

/** The plan. An alarm of somebody else keeps its name, and an instance that is not to be watched keeps no alarm of ours. */
export function plan(facts: PlanFacts, rules: Rules, now: Date): Plan {
  const { instance, reported, existing, agentReports, alive, unreported, pause } = facts;
  const ours = existing.filter((alarm) => isOurs(alarm, rules));
  const foreign = existing.filter((alarm) => !isOurs(alarm, rules));
  const theirs = foreign.map(foreignProblem);
  if (!instance) return noAlarms(ours, 'gone', theirs);
  const { graceMinutes, scope, templates, most } = rules.config;
  const actionState = actionStateOf(instance, { agentReports, pausedUntil: pause.until, graceMinutes }, now);
  if (actionState === 'gone') return noAlarms(ours, actionState, theirs);
  const tags = readTags(instance.tags, Object.keys(templates));
  const problems = [...tags.problems, ...(pause.problem ? [pause.problem] : []), ...theirs];
  if (tags.skip) return noAlarms(ours, actionState, problems);
  if (!isInScope(instance, scope)) return noAlarms(ours, actionState, ours.length > 0 ? [OUT_OF_SCOPE] : []);

  const living = ours.filter(({ name }) => !unreported.includes(name));
  const isReported = coveredBy(reported);
  const metrics = [...reported, ...silentMetrics(living, isReported)];
  const taken = new Set(foreign.map(({ name }) => name));
  const possible = desiredAlarms(instance, metrics, tags.thresholds, rules).filter(
    ({ settings }) => !taken.has(settings.name),
  );
  const there = new Set(ours.map(({ name }) => name));
  // The agent reports a process that was never there as 0, like one that has died.
  const known = new Set([...there, ...alive]);
  const isUnseen = ({ ofProcess, settings }: DesiredAlarm): boolean => ofProcess && !known.has(settings.name);
  const isSilent = ({ item, settings }: DesiredAlarm): boolean =>
    item !== undefined && reported.length > 0 && !isReported(settings);
  // Whoever is at the limit keeps what is there, but nothing that may be gone before what is.
  const rankOf = (one: DesiredAlarm): number => (isSilent(one) ? 2 : there.has(one.settings.name) ? 0 : 1);
  const seen = possible.filter((one) => !isUnseen(one));
  const { admitted: desired, leftOut } = atMost(most, seen, rankOf);
  return {
    ...changesTo(desired, ours, instance, actionState === 'enabled', rules),
    actionState,
    problems,
    unseen: possible.filter(isUnseen).map(({ settings }) => settings),
    silent: desired.filter(isSilent).map(({ settings }) => settings),
    leftOut,
    total: desired.length,
    slow: desired.filter(({ slow }) => slow).length,
    watched: true,
  };
}
