/** What the agent's configuration makes an instance report, against what the alarms and functions read. */
import { join } from 'node:path';
import { agentConfiguration } from '../../agent/configuration';
import { isCpuMetric } from '../../shared/alarm/cpu';
import { processOf } from '../../shared/alarm/process';
import type { ReportedMetric } from '../../shared/aws/cloudwatch';
import { loadConfig } from '../../shared/config/load';
import { instance, rules } from '../../test/instances';
import { desiredAlarms } from './desired';

const config = loadConfig(join(__dirname, '../../config'), 'default');

/**
 * The dimensions that the agent gives to the metrics of a plugin, here on a machine with one disk.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/metrics-collected-by-CloudWatch-agent.html
 */
const DIMENSIONS = {
  cpu: { cpu: 'cpu-total' },
  mem: {},
  disk: { path: '/', fstype: 'xfs' },
  net: { interface: 'ens5' },
};

/** What an instance with the configuration reports, and only that. */
function reportedWith(configuration: object): ReportedMetric[] {
  const { append_dimensions, metrics_collected } = Object(configuration).metrics;
  expect(Object.keys(append_dimensions)).toEqual(['InstanceId']);
  const report = (metric: string, dimensions: Record<string, string>): ReportedMetric => ({
    namespace: 'CWAgent',
    metric,
    dimensions: { InstanceId: instance.id, ...dimensions },
  });
  const { procstat, ...plugins } = metrics_collected;
  return [
    ...Object.entries(DIMENSIONS).flatMap(([plugin, dimensions]) =>
      (plugins[plugin]?.measurement ?? []).map((name: string) =>
        report(`${plugin}_${name.replace(`${plugin}_`, '')}`, dimensions),
      ),
    ),
    ...procstat.map(({ exe }: { exe: string }) =>
      report('procstat_lookup_pid_count', { exe, pid_finder: 'native' }),
    ),
  ];
}

describe.each(['minimal', 'full'] as const)('an agent that collects %s', (collect) => {
  const reported = reportedWith(agentConfiguration({ ...config, agent: { ...config.agent, collect } }));
  const alarms = desiredAlarms({ ...instance, detailedMonitoring: false }, reported, {}, rules);

  it('gives every template its alarm, over metrics that are reported with these dimensions', () => {
    const names = alarms.map(({ settings }) => settings.name.replace('alarm-responder-dev i-1 ', ''));
    expect(names).toEqual([
      'cpu-warning',
      'cpu-critical',
      'status-instance',
      'status-system',
      'memory-warning',
      'memory-critical',
      'disk-warning /',
      'disk-critical /',
      'process httpd',
      'process apache2',
      'process nginx',
    ]);
    const ofAgent = alarms.filter(({ settings }) => settings.namespace === 'CWAgent');
    expect(ofAgent).toHaveLength(9);
    for (const { settings } of ofAgent) {
      expect(reported).toContainEqual(
        expect.objectContaining({ metric: settings.metric, dimensions: settings.dimensions }),
      );
    }
  });

  it('costs what docs/instance.md says', () => {
    expect(reported).toHaveLength({ minimal: 6, full: 14 }[collect]);
  });

  it('lets CPU alarms look every minute without detailed monitoring', () => {
    expect(alarms.filter(({ slow }) => slow)).toEqual([]);
  });

  it('names each process as the restarter maps it, and CPU metrics as cpuAlerter knows them', () => {
    const processes = alarms.flatMap(({ settings }) => processOf(settings.dimensions) ?? []);
    expect(processes).toEqual(Object.keys(config.processes));
    expect(alarms.filter(({ settings }) => isCpuMetric({ ...settings, name: settings.metric }))).toHaveLength(
      2,
    );
  });
});
