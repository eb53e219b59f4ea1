/** Whether an alarm is to be put, which makes or changes it, and how. Pure. */
import type { AlarmSettings, ExistingAlarm, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { tagsAgainst, tagsFor } from './desired';
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

/** Whether we have disabled its actions; while its tags are not known, we may have. */
export const isDisabledByUs = ({ tags, actionsEnabled }: KnownAlarm): boolean =>
  tags ? tags[ACTIONS_DISABLED_TAG] !== undefined : !actionsEnabled;

const union = (list: string[], more: string[]): string[] => [...new Set([...list, ...more])];

/** What we desire, with the actions that people have added. */
const keepActions = (desired: AlarmSettings, there: KnownAlarm): AlarmSettings => ({
  ...desired,
  alarmActions: union(there.alarmActions, desired.alarmActions),
  okActions: union(there.okActions, desired.okActions),
  insufficientDataActions: there.insufficientDataActions,
});

const COMPARED = [
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
  COMPARED.every((key) => a[key] === b[key]) &&
  sorted(pairs(a)) === sorted(pairs(b)) &&
  sorted(a.alarmActions) === sorted(b.alarmActions) &&
  sorted(a.okActions) === sorted(b.okActions);

/** `undefined` when the alarm is there as it is to be. @param enabled whether the instance lets its alarms act */
export function putOf(
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
  const settings = keepActions(desired, there);
  if (isSame(settings, there)) return undefined;
  // Actions that a person has switched off stay off.
  const actionsEnabled = enabled && (there.actionsEnabled || isDisabledByUs(there));
  return { settings, actionsEnabled, tags, untag: tagsAgainst(instance, rules), arn: there.arn };
}
