/** What is to be done so that an instance has its alarms. Pure: the same facts give the same plan. */
import type { AlarmSettings, ExistingAlarm, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Pause } from '../../shared/pause';
import { readTags } from './instance-tags';
import { type Power, powerOf } from './power';
import { ASLEEP_TAG, OWNER_TAG, type Rules } from './rules';
import { isInScope } from './scope';
import { tagsAgainst, tagsFor, type WantedAlarm, wantedAlarms } from './wanted';

/** `tags` are `undefined` while they have not been read: then the alarm is taken for ours. */
export type KnownAlarm = ExistingAlarm & { tags: Record<string, string> | undefined };

/**
 * `instance` is `undefined` when EC2 has forgotten it. `agentReports`: the agent has spoken since the start. `alive` are the
 * names of those alarms whose process has been seen alive. `pause` is by the instance's tag.
 */
export type Facts = {
  instance: InstanceDetails | undefined;
  reported: ReportedMetric[];
  existing: KnownAlarm[];
  agentReports: boolean;
  alive: readonly string[];
  pause: Pause;
};

/** `arn` is there when the alarm is. `tags` are those it is to have, `untag` those it must not. */
export type Put = {
  settings: AlarmSettings;
  actionsEnabled: boolean;
  tags: Record<string, string>;
  untag: string[];
  arn: string | undefined;
};

export type AlarmRef = { name: string; arn: string };

/**
 * `resets`: names of alarms that are in ALARM when they wake, so that a fault that persists is told anew. `problems` are
 * for people. `awaited` alarms are made once their process is seen alive. `total` alarms are there when all is done, `slow`
 * of them looked at every five minutes. `watched`: it is an instance that is to have alarms.
 */
export type Plan = {
  power: Power;
  puts: Put[];
  deletes: string[];
  disables: AlarmRef[];
  enables: AlarmRef[];
  resets: string[];
  problems: string[];
  awaited: AlarmSettings[];
  total: number;
  slow: number;
  watched: boolean;
};

const isOurs = ({ tags }: KnownAlarm, { prefix }: Rules): boolean =>
  tags === undefined || tags[OWNER_TAG] === prefix;

/** Whether we switched its actions off; while its tags are not known, we may have. */
const sleeps = ({ tags, actionsEnabled }: KnownAlarm): boolean =>
  tags ? tags[ASLEEP_TAG] !== undefined : !actionsEnabled;

const union = (list: string[], more: string[]): string[] => [...new Set([...list, ...more])];

/** What we want, with the actions that people have added. */
const keepActions = (wanted: AlarmSettings, there: KnownAlarm): AlarmSettings => ({
  ...wanted,
  alarmActions: union(there.alarmActions, wanted.alarmActions),
  okActions: union(there.okActions, wanted.okActions),
  insufficientDataActions: there.insufficientDataActions,
});

const KEYS = [
  'description',
  'namespace',
  'metric',
  'statistic',
  'comparison',
  'threshold',
  'period',
  'needed',
  'of',
  'missing',
] as const;

const sorted = (list: string[]): string => [...list].sort().join('\n');
const pairs = ({ dimensions }: ReportedMetric): string[] =>
  Object.entries(dimensions).map(([name, value]) => `${name}=${value}`);

export const isSame = (a: AlarmSettings, b: AlarmSettings): boolean =>
  KEYS.every((key) => a[key] === b[key]) &&
  sorted(pairs(a)) === sorted(pairs(b)) &&
  sorted(a.alarmActions) === sorted(b.alarmActions) &&
  sorted(a.okActions) === sorted(b.okActions);

function putOf(
  wanted: AlarmSettings,
  there: KnownAlarm | undefined,
  instance: InstanceDetails,
  isAwake: boolean,
  rules: Rules,
): Put | undefined {
  const tags = tagsFor(instance, rules);
  if (!there) {
    const born = isAwake ? tags : { ...tags, [ASLEEP_TAG]: 'true' };
    return { settings: wanted, actionsEnabled: isAwake, tags: born, untag: [], arn: undefined };
  }
  const settings = keepActions(wanted, there);
  if (isSame(settings, there)) return undefined;
  // Actions that a person has switched off stay off.
  const actionsEnabled = isAwake && (there.actionsEnabled || sleeps(there));
  return { settings, actionsEnabled, tags, untag: tagsAgainst(instance, rules), arn: there.arn };
}

const refOf = ({ name, arn }: KnownAlarm): AlarmRef => ({ name, arn });

/** An alarm that has been made stays when the agent falls silent: that is when it is needed. */
const ofAgent = ({ namespace, metric, dimensions }: KnownAlarm): ReportedMetric[] =>
  namespace === 'CWAgent' ? [{ namespace, metric, dimensions }] : [];

const foreign = ({ name }: KnownAlarm): string =>
  `the alarm "${name}" has a name of ours, but not our tag ${OWNER_TAG}: it is left alone`;

/** No alarms at all: the instance is gone, out of scope, or skipped. */
const nothing = (ours: KnownAlarm[], power: Power, problems: string[]): Plan => ({
  power,
  puts: [],
  deletes: ours.map(({ name }) => name),
  disables: [],
  enables: [],
  resets: [],
  problems,
  awaited: [],
  total: 0,
  slow: 0,
  watched: false,
});

export function plan(facts: Facts, rules: Rules, now: Date): Plan {
  const { instance, reported, existing, agentReports, alive, pause } = facts;
  const ours = existing.filter((alarm) => isOurs(alarm, rules));
  const foreigners = existing.filter((alarm) => !isOurs(alarm, rules));
  const theirs = foreigners.map(foreign);
  if (!instance) return nothing(ours, 'gone', theirs);
  const { config } = rules;
  const tagRules = readTags(instance.tags, Object.keys(config.templates));
  const { skip, thresholds } = tagRules;
  const power = powerOf(
    instance,
    { agentReports, pausedUntil: pause.until, graceMinutes: config.graceMinutes },
    now,
  );
  if (power === 'gone') return nothing(ours, power, theirs);
  const problems = [...tagRules.problems, ...(pause.problem ? [pause.problem] : []), ...theirs];
  if (skip || !isInScope(instance, config.scope)) return nothing(ours, power, skip ? problems : []);

  const metrics = [...reported, ...ours.flatMap(ofAgent).filter((one) => !covers(reported, one))];
  const taken = new Set(foreigners.map(({ name }) => name));
  const possible = wantedAlarms(instance, metrics, thresholds, rules).filter(
    ({ settings }) => !taken.has(settings.name),
  );
  const byName = new Map(ours.map((alarm) => [alarm.name, alarm]));
  // The agent reports a process that was never there as 0, like one that has died.
  const isAwaited = ({ ofProcess, settings: { name } }: WantedAlarm): boolean =>
    ofProcess && !byName.has(name) && !alive.includes(name);
  const wanted = possible.filter((one) => !isAwaited(one));
  const isAwake = power === 'awake';
  const names = new Set(wanted.map(({ settings }) => settings.name));
  const kept = ours.filter(({ name }) => names.has(name));
  const waking = isAwake ? kept.filter(sleeps) : [];
  return {
    power,
    puts: wanted.flatMap(
      ({ settings }) => putOf(settings, byName.get(settings.name), instance, isAwake, rules) ?? [],
    ),
    deletes: ours.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    disables: isAwake ? [] : kept.filter(({ actionsEnabled }) => actionsEnabled).map(refOf),
    enables: waking.map(refOf),
    resets: waking.filter(({ state }) => state === 'ALARM').map(({ name }) => name),
    problems,
    awaited: possible.filter(isAwaited).map(({ settings }) => settings),
    total: wanted.length,
    slow: wanted.filter(({ slow }) => slow).length,
    watched: true,
  };
}

/** Whether the metric, or what has taken its place with other dimensions, is reported today. */
function covers(reported: ReportedMetric[], { metric, dimensions }: ReportedMetric): boolean {
  const { InstanceType, ImageId, ...essential } = dimensions;
  return reported.some(
    (one) =>
      one.metric === metric &&
      Object.entries(essential).every(([name, value]) => one.dimensions[name] === value),
  );
}

/** Whether there is nothing to do. */
export const isDone = ({ puts, deletes, disables, enables, resets }: Plan): boolean =>
  [puts, deletes, disables, enables, resets].every((list) => list.length === 0);
