/** An instance with an agent, its alarms, and the rules of `config/default.yml`: for tests and the benchmark. */
import { join } from 'node:path';
import type { KnownAlarm } from '../functions/instance-alarms/alarm-changes';
import type { Plan } from '../functions/instance-alarms/plan';
import { ACTIONS_DISABLED_TAG, type Rules } from '../functions/instance-alarms/rules';
import type { ExistingAlarm, ReportedMetric } from '../shared/aws/cloudwatch';
import type { InstanceDetails } from '../shared/aws/ec2';
import { loadConfig } from '../shared/config/load';

export const now = new Date('2026-03-01T12:00:00Z');
export const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000);

const config = loadConfig(join(__dirname, '../config'), 'default');

export const rules: Rules = {
  config: config.instances,
  processes: Object.keys(config.processes),
  longestPauseHours: config.longestPauseHours,
  prefix: 'alarm-responder-dev',
  stage: 'dev',
  alerts: 'arn:aws:sns:ap-northeast-2:123456789012:alarm-responder-dev-alerts',
  region: 'ap-northeast-2',
  profile: 'alarm-responder-dev-ap-northeast-2-instance',
};

/** It runs for two hours. */
export const instance: InstanceDetails = {
  id: 'i-1',
  state: 'running',
  tags: { Name: 'web-1' },
  name: 'web-1',
  type: 't3.micro',
  zone: 'ap-northeast-2a',
  launchedAt: minutesAgo(120),
  createdAt: minutesAgo(120),
  detailedMonitoring: true,
  profile: undefined,
  group: undefined,
  transition: undefined,
  stateReason: undefined,
};

const agent = (metric: string, dimensions: Record<string, string>): ReportedMetric => ({
  namespace: 'CWAgent',
  metric,
  dimensions: { InstanceId: 'i-1', ImageId: 'ami-1', InstanceType: 't3.micro', ...dimensions },
});

/** What the agent reports. */
export const reported = {
  memory: agent('mem_used_percent', {}),
  cpu: agent('cpu_usage_active', { cpu: 'cpu-total' }),
  disk: (path: string, fstype = 'xfs') => agent('disk_used_percent', { path, fstype, device: 'nvme0n1p1' }),
  pattern: (pattern: string) => agent('procstat_lookup_pid_count', { pattern, pid_finder: 'native' }),
  process: (exe: string) => agent('procstat_lookup_pid_count', { exe, pid_finder: 'native' }),
};

const arnOf = (name: string): string => `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${name}`;

/** What CloudWatch holds once the plan is carried out. */
export function carryOut(existing: KnownAlarm[], plan: Plan): KnownAlarm[] {
  const alarms = new Map(existing.map((alarm) => [alarm.name, structuredClone(alarm)]));
  const change = (name: string, how: (alarm: KnownAlarm) => void) => {
    const alarm = alarms.get(name);
    if (!alarm) throw new Error(`expected the alarm ${name} to be there`);
    how(alarm);
  };
  for (const { name } of plan.disables) {
    change(name, (alarm) => {
      alarm.actionsEnabled = false;
      alarm.tags = { ...alarm.tags, [ACTIONS_DISABLED_TAG]: 'true' };
    });
  }
  for (const { settings, actionsEnabled, tags, untag } of plan.puts) {
    const there = alarms.get(settings.name);
    const kept = Object.entries(there?.tags ?? {}).filter(([key]) => !untag.includes(key));
    const state: ExistingAlarm['state'] = there?.state ?? 'INSUFFICIENT_DATA';
    alarms.set(settings.name, {
      ...structuredClone(settings),
      arn: arnOf(settings.name),
      state,
      actionsEnabled,
      tags: { ...Object.fromEntries(kept), ...tags },
    });
  }
  for (const { name } of plan.enables) {
    change(name, (alarm) => {
      alarm.actionsEnabled = true;
      const { [ACTIONS_DISABLED_TAG]: _, ...rest } = alarm.tags ?? {};
      alarm.tags = rest;
    });
  }
  for (const name of plan.resets) change(name, (alarm) => (alarm.state = 'INSUFFICIENT_DATA'));
  for (const name of plan.deletes) alarms.delete(name);
  return [...alarms.values()];
}
