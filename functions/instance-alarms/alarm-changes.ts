/** The changes that lead from the alarms that are there to those that are desired. Pure. */
import type { AlarmSettings, ExistingAlarm, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { type DesiredAlarm, tagsAgainst, tagsFor } from './desired';
import { ACTIONS_DISABLED_TAG, type Rules } from './rules';

/** `tags` are `undefined` while they have not been read: then the alarm is taken for ours. */
export type KnownAlarm = ExistingAlarm & { tags: Record<string, string> | undefined };

/** `arn` is there when the alarm is. `tags` are those it is to have, `untag` those it must not. */
export type Put = {
  settings: AlarmSettings;
  actionsEnabled: boolean;
  tags: Record<string, string>;
  untag: string[];
  arn: string | undefined;
};

/** By name where an alarm's actions are meant, by ARN where its tags are. */
export type AlarmRef = { name: string; arn: string };

/**
 * `puts` make or change alarms. `resets`: names of alarms that are in ALARM when their actions are enabled, so that a
 * fault that persists notifies anew.
 */
export type AlarmChanges = {
  puts: Put[];
  deletes: string[];
  disables: AlarmRef[];
  enables: AlarmRef[];
  resets: string[];
};

/** Whether we have disabled its actions; while its tags are not known, we may have. */
const isDisabledByUs = ({ tags, actionsEnabled }: KnownAlarm): boolean =>
  tags ? tags[ACTIONS_DISABLED_TAG] !== undefined : !actionsEnabled;

const union = (list: string[], more: string[]): string[] => [...new Set([...list, ...more])];

/** What we desire, with what people have added. */
const keepAdditions = (desired: AlarmSettings, there: KnownAlarm): AlarmSettings => ({
  ...desired,
  alarmActions: union(there.alarmActions, desired.alarmActions),
  okActions: union(there.okActions, desired.okActions),
  insufficientDataActions: there.insufficientDataActions,
  extras: there.extras,
});

const COMPARED_KEYS = [
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

const isSame = (a: AlarmSettings, b: AlarmSettings): boolean =>
  COMPARED_KEYS.every((key) => a[key] === b[key]) &&
  sorted(pairs(a)) === sorted(pairs(b)) &&
  sorted(a.alarmActions) === sorted(b.alarmActions) &&
  sorted(a.okActions) === sorted(b.okActions);

/** `undefined` when the alarm is there as it is to be. */
function putOf(
  desired: AlarmSettings,
  there: KnownAlarm | undefined,
  instance: InstanceDetails,
  enabled: boolean,
  rules: Rules,
): Put | undefined {
  const tags = tagsFor(instance, rules);
  if (!there) {
    const born = enabled ? tags : { ...tags, [ACTIONS_DISABLED_TAG]: 'true' };
    return { settings: desired, actionsEnabled: enabled, tags: born, untag: [], arn: undefined };
  }
  const settings = keepAdditions(desired, there);
  if (isSame(settings, there)) return undefined;
  // Actions that a person has switched off stay off.
  const actionsEnabled = enabled && (there.actionsEnabled || isDisabledByUs(there));
  return { settings, actionsEnabled, tags, untag: tagsAgainst(instance, rules), arn: there.arn };
}

const refOf = ({ name, arn }: KnownAlarm): AlarmRef => ({ name, arn });

/**
 * @param ours the alarms of the instance that are there, and ours to change
 * @param enabled whether the instance lets its alarms act
 */
export function changesTo(
  desired: DesiredAlarm[],
  ours: KnownAlarm[],
  instance: InstanceDetails,
  enabled: boolean,
  rules: Rules,
): AlarmChanges {
  const byName = new Map(ours.map((alarm) => [alarm.name, alarm]));
  const names = new Set(desired.map(({ settings }) => settings.name));
  const kept = ours.filter(({ name }) => names.has(name));
  const enables = enabled ? kept.filter(isDisabledByUs) : [];
  return {
    puts: desired.flatMap(
      ({ settings }) => putOf(settings, byName.get(settings.name), instance, enabled, rules) ?? [],
    ),
    deletes: ours.filter(({ name }) => !names.has(name)).map(({ name }) => name),
    disables: enabled ? [] : kept.filter(({ actionsEnabled }) => actionsEnabled).map(refOf),
    enables: enables.map(refOf),
    resets: enables.filter(({ state }) => state === 'ALARM').map(({ name }) => name),
  };
}

/** None of them is to be there. */
export const deletionOf = (ours: KnownAlarm[]): AlarmChanges => ({
  puts: [],
  deletes: ours.map(({ name }) => name),
  disables: [],
  enables: [],
  resets: [],
});

/** Whether there is nothing to do. */
export const isDone = ({ puts, deletes, disables, enables, resets }: AlarmChanges): boolean =>
  [puts, deletes, disables, enables, resets].every((list) => list.length === 0);
