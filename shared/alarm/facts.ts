/** What is said about an alarm beside its words: facts and links. */
import { alarmUrl, instanceUrl, metricUrl, muteUrl } from '../aws/console';
import { type Alarm, type Metric, metricsOf } from '../parsing/alarm';
import { commonWords } from '../words/common';
import { isMadeByUs, runbookOf, shortAlarmName } from './description';
import { dimensionsOf, instanceIdOf, type Subject, shortName, subjectOf } from './subject';

/** What is known of the instance that an alarm is about. */
export type KnownInstance = {
  name?: string | undefined;
  type?: string | undefined;
  zone?: string | undefined;
  group?: string | undefined;
};

const unique = <T>(list: T[]): T[] => [...new Set(list)];

/** The agent's, which say nothing to people: what they add stands elsewhere, or matters to nobody at night. */
const NOISE = new Set([
  ...['InstanceId', 'ImageId', 'InstanceType', 'AutoScalingGroupName'],
  ...['exe', 'pattern', 'process_name', 'pidfile', 'pid_finder'],
  ...['path', 'device', 'fstype', 'cpu', 'instance', 'objectname', 'host'],
]);

/** What else the metrics have in common: `ClusterName main`. What the headline says is left out. */
function otherDimensions(alarm: Alarm, { thing }: Subject): string {
  const dimensions = Object.entries(dimensionsOf(alarm));
  const isInstance = instanceIdOf(alarm) !== undefined;
  return dimensions
    .filter(([name, value]) => shortName(value) !== thing && !(isInstance && NOISE.has(name)))
    .map(([name, value]) => `${name} ${value}`)
    .join(', ');
}

/** `i-0a1b…, t3.micro, ap-northeast-2a` */
const instanceText = (id: string, { type, zone, group }: KnownInstance = {}): string =>
  [id, type, zone, group && `${commonWords().facts.group} ${group}`].filter(Boolean).join(', ');

/** Where the zone is known it says the region. */
export const instanceFacts = (id: string, instance: KnownInstance = {}): Record<string, string> => {
  const { facts } = commonWords();
  return { [facts.instance]: instanceText(id, instance), ...(instance.zone && { [facts.region]: '' }) };
};

/** `CPUUtilization (AWS/EC2, Average)` */
const metricText = ({ name, namespace, statistic }: Metric): string =>
  `${name} (${[namespace, statistic].filter(Boolean).join(', ')})`;

/** In the order in which they are shown; an empty one is not. */
export function alarmFacts(alarm: Alarm, instance: KnownInstance = {}): Record<string, string> {
  const { facts } = commonWords();
  const subject = subjectOf(alarm, instance.name);
  const id = instanceIdOf(alarm);
  return {
    ...(id ? instanceFacts(id, instance) : {}),
    [facts.dimensions]: otherDimensions(alarm, subject),
    [facts.metric]: unique(metricsOf(alarm).map(metricText)).join(', '),
    [facts.rule]: alarm.kind === 'composite' ? alarm.rule : '',
    [facts.alarm]: subject.isAlarm && subject.thing === alarm.name ? '' : shortAlarmName(alarm.name),
    [facts.account]: alarm.account ?? '',
    [facts.region]: instance.zone ? '' : (alarm.region ?? alarm.regionName ?? ''),
  };
}

type Link = { text: string; url: string };

/** In the order of use, `more` before how to mute it. Without a region there is no console to link to. */
export function alarmLinks(alarm: Alarm, more: Link[] = []): Link[] {
  const { links } = commonWords();
  const { region, name, changedAt, state } = alarm;
  const runbook = runbookOf(alarm.description);
  const first = runbook ? [{ text: links.runbook, url: runbook }] : [];
  if (!region) return [...first, ...more];
  const [metric] = metricsOf(alarm);
  const instance = instanceIdOf(alarm);
  return [
    ...first,
    { text: links.alarm, url: alarmUrl(region, name) },
    ...(instance ? [{ text: links.instance, url: instanceUrl(region, instance) }] : []),
    ...(metric ? [{ text: links.metric, url: metricUrl(region, metric, changedAt) }] : []),
    ...more,
    ...(state === 'OK'
      ? []
      : [{ text: links.mute, url: muteUrl(region, isMadeByUs(alarm) ? instance : undefined) }]),
  ];
}
