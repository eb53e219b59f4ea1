import type { Config } from '../../../shared/config/schema';
import { alarm, change, config, HTTPD, over, readingOf } from '../../../test/readings';
import type { AlarmRecord, ChangeRecord } from '../reading';
import { restartsOf } from './restarts';

const dead = (name: string, more: Partial<AlarmRecord> = {}): AlarmRecord =>
  alarm(name, { metrics: HTTPD, threshold: 0, comparison: 'LessThanOrEqualToThreshold', ...more });
const process = (exe: string) =>
  over('CWAgent', 'procstat_lookup_pid_count', { InstanceId: 'i-0a1b2c3d4e5f60718', exe });

const rings = (name: string, ...minutes: number[]): ChangeRecord[] =>
  minutes.flatMap((minute) => [change(name, 'ALARM', minute), change(name, 'OK', minute + 1)]);

/** `httpd at 3` */
const restarted = async (alarms: AlarmRecord[], changes: ChangeRecord[], more: Partial<Config> = {}) =>
  (await restartsOf(readingOf(alarms, changes), config(more))).map(
    ({ unit, at }) => `${unit} at ${(at - Date.UTC(2026, 2, 2, 3)) / 60_000}`,
  );

describe('restartsOf', () => {
  it.each<[string, AlarmRecord[], ChangeRecord[], string[]]>([
    ['restarts a process that is known', [dead('httpd')], rings('httpd', 0), ['httpd at 0']],
    [
      'restarts three times in half an hour, and again when the first is so long ago',
      [dead('httpd')],
      rings('httpd', 0, 5, 10, 15, 29, 30, 34, 35),
      ['httpd at 0', 'httpd at 5', 'httpd at 10', 'httpd at 30', 'httpd at 35'],
    ],
    [
      'counts each process by itself',
      [dead('httpd'), dead('nginx', { metrics: process('nginx') })],
      [...rings('httpd', 0, 1, 2, 3), ...rings('nginx', 4)],
      ['httpd at 0', 'httpd at 1', 'httpd at 2', 'nginx at 4'],
    ],
    [
      'leaves a process that is not known',
      [dead('cron', { metrics: process('crond') })],
      rings('cron', 0),
      [],
    ],
    [
      'leaves an alarm whose actions are disabled',
      [dead('httpd', { actionsEnabled: false })],
      rings('httpd', 0),
      [],
    ],
    ['leaves what is no process', [alarm('web')], rings('web', 0), []],
    [
      'leaves metric math over processes',
      [dead('httpd', { metrics: [...HTTPD, { id: 'e1', expression: 'm1 + 1', returned: true }] })],
      rings('httpd', 0),
      [],
    ],
    ['leaves an alarm that is gone', [], rings('httpd', 0), []],
    [
      'restarts once for a record that is there twice',
      [dead('httpd')],
      [...rings('httpd', 0), ...rings('httpd', 0)],
      ['httpd at 0'],
    ],
  ])('%s', async (_, alarms, changes, expected) => {
    expect(await restarted(alarms, changes)).toEqual(expected);
  });

  it('goes by the configuration: which unit, how often', async () => {
    const one = { processes: { httpd: 'apache' }, restart: { most: 1, windowMinutes: 2, graceMinutes: 5 } };
    expect(await restarted([dead('httpd')], rings('httpd', 0, 1, 2), one)).toEqual([
      'apache at 0',
      'apache at 2',
    ]);
  });

  it('says of which alarm and instance, also with allAlarms, which brings the restarter nothing', async () => {
    const read = readingOf(
      [dead('httpd'), dead('off', { actionsEnabled: false })],
      [...rings('httpd', 0), ...rings('off', 1)],
    );
    expect(await restartsOf(read, config({ allAlarms: true }))).toEqual([
      { at: Date.UTC(2026, 2, 2, 3), alarm: 'httpd', unit: 'httpd', instance: 'i-0a1b2c3d4e5f60718' },
    ]);
  });
});
