import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { loadConfig } from '../shared/config/load';
import accepted from '../test/agent-configuration.schema.json';
import { agentConfiguration, FAMILIES, type Family } from './configuration';

const PROJECT = join(__dirname, '..');
const config = loadConfig(join(PROJECT, 'config'), 'default');
const template = config.instances.templates['memory-warning'];
if (!template) throw new Error('expected the template memory-warning in config/default.yml');

const minimal = { ...config, agent: { ...config.agent, collect: 'minimal' as const } };
const withTemplates = (templates: object) => ({
  ...minimal,
  instances: { ...config.instances, templates: Object(templates) },
});
const accepts = new Ajv().compile(accepted);
const collected = (of: object) => Object(of).metrics.metrics_collected;
const filesOf = (of: object): string[] =>
  (Object(of).logs?.logs_collected.files.collect_list ?? []).map(
    (file: { file_path: string }) => file.file_path,
  );

describe('agentConfiguration', () => {
  it.each<[string, Family | undefined]>([
    ['', undefined],
    ...FAMILIES.map((family): [string, Family] => [`.${family}`, family]),
  ])(
    'is what agent/amazon-cloudwatch-agent%s.json says; else run npm run agent-config -- --out',
    (ending, family) => {
      const file = join(PROJECT, `agent/amazon-cloudwatch-agent${ending}.json`);
      expect(agentConfiguration(config, family)).toEqual(JSON.parse(readFileSync(file, 'utf8')));
    },
  );

  it.each([
    ['by default', config],
    ['with what alarms ask for only', minimal],
    ['without alarms', withTemplates({})],
    ['without logs', { ...config, logs: { ...config.logs, cpu: [] } }],
  ])('is accepted by the agent %s', (_, given) => {
    expect([undefined, ...FAMILIES].map((family) => accepts(agentConfiguration(given, family)))).toEqual([
      true,
      true,
      true,
    ]);
  });

  it.each([
    ['a measurement that there is not', { ...template, metric: 'mem_used_percents' }],
    ['a plugin that there is not', { ...template, metric: 'memory_used_percent' }],
  ])('is not accepted with %s, so that the check is one', (_, wrong) => {
    expect(accepts(agentConfiguration(withTemplates({ wrong })))).toBe(false);
  });

  it('collects what a template of the operator asks for, as often as it asks', () => {
    const given = withTemplates({ swap: { ...template, metric: 'swap_used_percent', period: 10 } });
    expect(collected(agentConfiguration(given))).toMatchObject({ swap: { measurement: ['used_percent'] } });
    expect(agentConfiguration(given)).toMatchObject({ agent: { metrics_collection_interval: 10 } });
  });

  it('collects no more than the alarms ask for when that is configured', () => {
    expect(collected(agentConfiguration(minimal))).toEqual({
      cpu: { totalcpu: true, measurement: ['cpu_usage_active'] },
      mem: { measurement: ['mem_used_percent'] },
      disk: expect.objectContaining({ measurement: ['used_percent'] }),
      procstat: ['httpd', 'apache2', 'nginx'].map((exe) => ({ exe, measurement: ['pid_count'] })),
    });
  });

  it('collects a file system that an alarm does not except', () => {
    const disk = { ...template, metric: 'disk_used_percent', except: { fstype: ['tmpfs'] } };
    expect(collected(agentConfiguration(withTemplates({ disk }))).disk.ignore_file_system_types).toEqual([
      'tmpfs',
    ]);
  });

  it.each([
    ['by its name', 'php-fpm8.3', 'exe'],
    ['by its command line', 'java -jar shop.jar', 'pattern'],
    ['by its command', '/usr/bin/shop', 'pattern'],
    ['by its pid file', '/run/shop.pid', 'pid_file'],
  ])('finds a process %s', (_, name, key) => {
    const { procstat } = collected(agentConfiguration({ ...config, processes: { [name]: 'shop' } }));
    expect(procstat).toEqual([{ [key]: name, measurement: ['pid_count'] }]);
  });

  it('sends files for as long as configured, to the stream that is read, and no groups that are not files', () => {
    const cpu = [
      { name: '/srv/shop.log', stream: '{instance_id}-shop', noise: [] },
      { name: 'shop', noise: [] },
    ];
    expect(agentConfiguration({ ...config, logs: { ...config.logs, cpu }, retentionDays: 30 })).toMatchObject(
      {
        logs: {
          logs_collected: {
            files: {
              collect_list: [
                {
                  file_path: '/srv/shop.log',
                  log_group_name: '/srv/shop.log',
                  log_stream_name: '{instance_id}-shop',
                  retention_in_days: 30,
                },
              ],
            },
          },
        },
      },
    );
  });

  it('leaves out only the files of the other family', () => {
    const cpu = [...config.logs.cpu, { name: '/srv/shop.log', noise: [] }];
    expect(filesOf(agentConfiguration({ ...config, logs: { ...config.logs, cpu } }, 'debian'))).toEqual([
      '/var/log/syslog',
      '/var/log/apache2/error.log',
      '/srv/shop.log',
    ]);
  });

  it('fits into a standard parameter of Systems Manager, which takes 4 KB', () => {
    expect(JSON.stringify(agentConfiguration(config)).length).toBeLessThan(4_096);
  });
});
