/**
 * The configuration of the CloudWatch agent, built from `config/`, so that instances report what alarms and messages expect.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Agent-Configuration-File-Details.html
 */
import type { Config } from '../shared/config/schema';
import { neededFromAgent } from './needed-metrics';

/** `debian` is Ubuntu too, `amazon-linux` Red Hat. */
export const FAMILIES = ['debian', 'amazon-linux'] as const;
export type Family = (typeof FAMILIES)[number];

type Section = Pick<Config, 'agent' | 'instances' | 'logs' | 'processes' | 'retentionDays'>;

/** What people want to look at besides what alarms ask for, by the names that CloudWatch shows. */
const FULL_METRICS = [
  'cpu_usage_idle',
  'cpu_usage_user',
  'cpu_usage_system',
  'cpu_usage_iowait',
  'mem_used_percent',
  'disk_used_percent',
  'net_bytes_sent',
  'net_bytes_recv',
  'net_packets_sent',
  'net_packets_recv',
];

/** File systems that are no disks that fill up; one is collected all the same when an alarm asks for it. */
const VIRTUAL_FILE_SYSTEMS = ['tmpfs', 'devtmpfs', 'squashfs', 'overlay', 'iso9660', 'efivarfs', 'vfat'];

const LOG_FILES: Record<Family, readonly string[]> = {
  debian: ['/var/log/syslog', '/var/log/apache2/error.log'],
  'amazon-linux': ['/var/log/messages', '/var/log/httpd/error_log'],
};

const DEFAULT_INTERVAL_S = 60;

const unique = (list: string[]): string[] => [...new Set(list)];

/** `disk_used_percent` → `disk`: the plugin is what comes before the first underscore. */
const pluginOf = (metric: string): string => metric.replace(/_.*/, '');

/** The agent takes names with and without the plugin; its own wizard writes them so. */
const measurementOf = (metric: string): string =>
  ['cpu', 'mem'].includes(pluginOf(metric)) ? metric : metric.slice(pluginOf(metric).length + 1);

function ignoredFileSystems({ templates }: Config['instances']): string[] {
  const ofDisks = Object.values(templates).filter(({ metric }) => metric.startsWith('disk_'));
  return VIRTUAL_FILE_SYSTEMS.filter((type) => ofDisks.every(({ except }) => except.fstype?.includes(type)));
}

/** What a plugin needs beside its measurements. */
function settingsOf(plugin: string, config: Section): object {
  switch (plugin) {
    case 'cpu':
      return { totalcpu: true };
    case 'disk':
      // Nitro instances may name their devices anew at each start, which would be another metric.
      return {
        resources: ['*'],
        drop_device: true,
        ignore_file_system_types: ignoredFileSystems(config.instances),
      };
    default:
      return {};
  }
}

/** Procstat finds a process by its pid file, its command line or its name; the alarm's dimension says which. */
function finderOf(process: string): object {
  if (/^\/.*\.pid$/.test(process)) return { pid_file: process };
  return /[\s/]/.test(process) ? { pattern: process } : { exe: process };
}

function metricsCollected(config: Section, asked: string[]): object {
  const desired = unique([...(config.agent.collect === 'full' ? FULL_METRICS : []), ...asked]);
  const ofProcesses = desired.filter((metric) => metric.startsWith('procstat_'));
  const byPlugin = Map.groupBy(
    desired.filter((metric) => !ofProcesses.includes(metric)),
    pluginOf,
  );
  const measurement = ofProcesses.map((metric) => metric.replace(/^procstat_(lookup_)?/, ''));
  return {
    ...Object.fromEntries(
      [...byPlugin].map(([plugin, metrics]) => [
        plugin,
        { ...settingsOf(plugin, config), measurement: metrics.map(measurementOf) },
      ]),
    ),
    procstat: Object.keys(config.processes).map((process) => ({ ...finderOf(process), measurement })),
  };
}

/** Groups are named by their files; a group of the other family, or that is no file, is not the agent's. */
function logFiles({ logs, retentionDays }: Section, family: Family | undefined): object[] {
  const others = FAMILIES.filter((other) => family && other !== family).flatMap((other) => LOG_FILES[other]);
  return logs.cpu
    .filter(({ name }) => name.startsWith('/') && !others.includes(name))
    .map(({ name, stream = '{instance_id}' }) => ({
      file_path: name,
      log_group_name: name,
      log_stream_name: stream,
      retention_in_days: retentionDays,
    }));
}

/**
 * @param family leaves the log files of the other one out; without it both are named, since a file that is not there does
 * no harm
 */
export function agentConfiguration(config: Section, family?: Family): object {
  const asked = neededFromAgent(config.instances);
  const files = logFiles(config, family);
  return {
    agent: {
      metrics_collection_interval: Math.min(DEFAULT_INTERVAL_S, ...asked.map(({ period }) => period)),
    },
    metrics: {
      namespace: 'CWAgent',
      // The instance alone: its type and image change, and with them every metric would be another one. Nothing is
      // aggregated: over the instance alone, the processes would be one sum.
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the agent puts the id there.
      append_dimensions: { InstanceId: '${aws:InstanceId}' },
      metrics_collected: metricsCollected(
        config,
        asked.map(({ metric }) => metric),
      ),
    },
    ...(files.length > 0 && { logs: { logs_collected: { files: { collect_list: files } } } }),
  };
}
