/** The alarms an instance is to have, out of the templates of `config/`, its tags and what it reports. */
import { createHash } from 'node:crypto';
import { ownDescription } from '../../shared/alarm/description';
import type { AlarmSettings, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { instanceLabel } from '../../shared/aws/instance-label';
import type { Template } from '../../shared/config/instances';
import { oneLine } from '../../shared/text/safe';
import { RUNBOOK_TAG } from './instance-tags';
import { INSTANCE_TAG, OWNER_TAG, type Rules } from './rules';
import { type Source, sourcesOf } from './sources';

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
const COMPARISON_OPERATORS = {
  '>=': 'GreaterThanOrEqualToThreshold',
  '>': 'GreaterThanThreshold',
  '<=': 'LessThanOrEqualToThreshold',
  '<': 'LessThanThreshold',
} as const;

const MAX_NAME_LENGTH = 255;
const MAX_DESCRIPTION_LENGTH = 1_024;

/** Tags of alarms take fewer characters than those of instances. */
const tagText = (text: string, most: number): string =>
  text.replace(/[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu, '_').slice(0, most);

/** The instance's own tags that its alarms carry too. */
const copiedTags = ({ tags }: InstanceDetails, { config }: Rules): Record<string, string> =>
  Object.fromEntries(
    config.copyTags.flatMap((key) => {
      const value = tags[key];
      return value === undefined ? [] : [[tagText(key, 128), tagText(value, 256)]];
    }),
  );

/** All tags of an alarm of the instance. */
export const tagsFor = (instance: InstanceDetails, rules: Rules): Record<string, string> => ({
  ...copiedTags(instance, rules),
  [OWNER_TAG]: rules.prefix,
  [INSTANCE_TAG]: instance.id,
});

/** Those that an alarm must not carry any more, because the instance does not. */
export const tagsAgainst = ({ tags }: InstanceDetails, { config }: Rules): string[] =>
  config.copyTags.filter((key) => tags[key] === undefined).map((key) => tagText(key, 128));

/** `CPU of web-1 >= 80 %, average of 60 s, 2 of 3`, for who looks at the alarm in the console. */
const sentenceOf = (
  instance: InstanceDetails,
  template: Template,
  threshold: number,
  { item, period, needed, of }: Source,
): string =>
  `${[template.what, item].filter(Boolean).join(' ')} of ${instanceLabel(instance)} ${template.comparison} ${threshold}${template.unit && ` ${template.unit}`}, ` +
  `${template.statistic.toLowerCase()} of ${period} s, ${needed} of ${of}`;

/**
 * All copied tags are in it, so that a changed tag is a changed description: tags themselves cannot be listed with the
 * alarms.
 */
function describe(
  instance: InstanceDetails,
  template: Template,
  threshold: number,
  source: Source,
  rules: Rules,
): string {
  const { Name: _, ...tags } = copiedTags(instance, rules);
  return ownDescription({
    sentence: oneLine(sentenceOf(instance, template, threshold, source)),
    severity: template.severity,
    instance: instance.name && oneLine(instance.name),
    runbook: template.runbook ?? instance.tags[RUNBOOK_TAG],
    tags,
  }).slice(0, MAX_DESCRIPTION_LENGTH);
}

/** The beginning of the names of all alarms of the instance. */
export const nameStart = (prefix: string, instanceId: string): string => `${prefix} ${instanceId} `;

/** `item` is the disk or the process. `ofProcess`: it is made only once the process has been seen alive. */
export type DesiredAlarm = {
  settings: AlarmSettings;
  template: string;
  item: string | undefined;
  slow: boolean;
  ofProcess: boolean;
};

/** Of a name that is too long only the beginning is kept, and what tells it from all others that begin so. */
function shortened(name: string): string {
  if (name.length <= MAX_NAME_LENGTH) return name;
  const digest = ` #${createHash('sha256').update(name).digest('hex').slice(0, 16)}`;
  return name.slice(0, MAX_NAME_LENGTH - digest.length) + digest;
}

/** @param thresholds those of the instance's tags, by template */
export function desiredAlarms(
  instance: InstanceDetails,
  reported: ReportedMetric[],
  thresholds: Record<string, number>,
  rules: Rules,
): DesiredAlarm[] {
  return Object.entries(rules.config.templates).flatMap(([key, template]) =>
    sourcesOf(template, instance, reported, rules).map((source) => {
      const threshold = thresholds[key] ?? template.threshold;
      const name = nameStart(rules.prefix, instance.id) + [key, source.item].filter(Boolean).join(' ');
      const settings: AlarmSettings = {
        name: shortened(name),
        description: describe(instance, template, threshold, source, rules),
        namespace: source.namespace,
        metric: source.metric,
        dimensions: source.dimensions,
        statistic: template.statistic,
        comparison: COMPARISON_OPERATORS[template.comparison],
        threshold,
        period: source.period,
        needed: source.needed,
        of: source.of,
        missing: template.missing,
        alarmActions: [rules.alerts],
        okActions: [rules.alerts],
        insufficientDataActions: [],
        extras: {},
      };
      const ofProcess = template.only === 'processes';
      return { settings, template: key, item: source.item, slow: source.slow, ofProcess };
    }),
  );
}
