/** EC2 and CloudWatch in memory, for tests: what is asked of them is counted, and any verb can be made to fail. */
import { CloudWatchServiceException } from '@aws-sdk/client-cloudwatch';
import type { Verbs } from '../functions/instance-alarms/verbs';
import { processOf } from '../shared/alarm/process';
import type { ExistingAlarm, ReportedMetric } from '../shared/aws/cloudwatch';
import type { InstanceDetails } from '../shared/aws/ec2';
import { isThrottled } from '../shared/aws/throttled';

export const throttling = (): Error =>
  new CloudWatchServiceException({
    name: 'ThrottlingException',
    message: 'Rate exceeded',
    $fault: 'client',
    $metadata: {},
  });

type Alarm = ExistingAlarm & { tags: Record<string, string> };

export function fakeAws() {
  const instances = new Map<string, InstanceDetails>();
  const alarms = new Map<string, Alarm>();
  const metrics: ReportedMetric[] = [];
  /** The processes that have lived lately, whatever the instance. */
  const alive = new Set<string>();
  /** The disks and processes that nobody has reported for days, whatever the instance. */
  const unreported = new Set<string>();
  const calls: string[] = [];
  const profiles: Record<string, string[]> = {};
  /** Called before each verb; throws to make it fail. */
  const world = { before: (_verb: string, _about: string): void => undefined };
  const called = (verb: string, about: string): void => {
    calls.push(`${verb} ${about}`);
    world.before(verb, about);
  };
  const byArn = (arn: string): Alarm | undefined => alarms.get(arn.replace(/^.*:alarm:/, ''));
  const pace = async () => undefined;

  const verbs: Verbs = {
    describeDetails: async (id) => {
      called('describe', id);
      return instances.get(id);
    },
    allInstances: async () => {
      called('describe', 'all');
      return [...instances.values()];
    },
    attachProfile: async (id, profile) => {
      called('attach', `${profile} to ${id}`);
      const instance = instances.get(id);
      if (!instance) return 'not ready';
      if (instance.profile !== undefined) return 'taken';
      instances.set(id, { ...instance, profile: `arn:aws:iam::123456789012:instance-profile/${profile}` });
      return 'attached';
    },
    policiesOfProfile: async (profile) => {
      called('policies', profile);
      return profiles[profile] ?? [];
    },
    alarmsNamed: async (prefix) => {
      called('list', prefix);
      return [...alarms.values()]
        .filter(({ name }) => name.startsWith(prefix))
        .map(({ tags, ...alarm }) => alarm);
    },
    agentMetrics: async (id) => {
      called('metrics', id ?? 'all');
      return metrics.filter(({ dimensions }) => id === undefined || dimensions.InstanceId === id);
    },
    hasReported: async (metric) => {
      called('statistics', metric.metric);
      return false;
    },
    hasReportedForDays: async ({ dimensions: { path, ...dimensions } }) => {
      const item = path ?? processOf(dimensions) ?? '';
      called('days', item);
      return !unreported.has(item);
    },
    wasAboveZero: async ({ dimensions }) => {
      const process = processOf(dimensions) ?? '';
      called('alive', process);
      return alive.has(process);
    },
    alarmTags: async (arn) => {
      called('tags', arn);
      return byArn(arn)?.tags ?? {};
    },
    putAlarm: async (settings, actionsEnabled, tags) => {
      called('put', settings.name);
      const there = alarms.get(settings.name);
      const arn = `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${settings.name}`;
      const state = there?.state ?? 'INSUFFICIENT_DATA';
      alarms.set(settings.name, { ...settings, arn, state, actionsEnabled, tags: there?.tags ?? tags });
    },
    deleteAlarms: async (names) => {
      called('delete', String(names.length));
      for (const name of names) alarms.delete(name);
    },
    enableActions: async (names) => {
      called('enable', String(names.length));
      for (const alarm of alarms.values()) if (names.includes(alarm.name)) alarm.actionsEnabled = true;
    },
    disableActions: async (names) => {
      called('disable', String(names.length));
      for (const alarm of alarms.values()) if (names.includes(alarm.name)) alarm.actionsEnabled = false;
    },
    resetState: async (name) => {
      called('reset', name);
      const alarm = alarms.get(name);
      if (alarm) alarm.state = 'INSUFFICIENT_DATA';
    },
    tagAlarm: async (arn, tags) => {
      called('tag', arn);
      Object.assign(byArn(arn)?.tags ?? {}, tags);
    },
    untagAlarm: async (arn, keys) => {
      called('untag', arn);
      for (const key of keys) delete byArn(arn)?.tags[key];
    },
    isThrottled,
    paces: { change: pace, read: pace, statistics: pace, tag: pace },
  };
  const count = (verb: string): number => calls.filter((call) => call.startsWith(`${verb} `)).length;
  return { verbs, instances, alarms, metrics, alive, unreported, profiles, calls, count, world };
}
