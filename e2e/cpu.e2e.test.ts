/** A busy CPU: datum → alarm → one message with the log lines that explain it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { fixture } from '../test/fixture';
import { sls, succeed } from './commands';
import { putBusy, putBusyAlarm, writeLog } from './cpu';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { untilDrained } from './drained';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import { launch } from './instances';
import { invoke, invokeLater, nextInQueue, rolePolicy, sendAs, without, withoutQueue } from './lambda';
import { headlineOf, shownIn } from './shown';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const ALERTER = `${stackOf(STAGE)}-cpuAlerter`;
const topicArn = world.outputs.AlertsTopicArn ?? '';
const SYSLOG = '/var/log/syslog';
const APACHE = '/var/log/apache2/error.log';

const messagesAfter = async (before: number) => (await readMessages(world.slackUrl)).slice(before);
const count = async () => (await readMessages(world.slackUrl)).length;

const messageAbout = (words: string, before: number) =>
  waitFor(
    `A message with "${words}"`,
    async () => (await messagesAfter(before)).find((message) => headlineOf(message).includes(words)),
    async () => (await messagesAfter(before)).map(({ text }) => text),
    15_000,
  );

/** Long enough for a message too many to arrive. */
const settle = () => sleep(1_500);

async function fire(name: string, metric: string, instanceId: string | undefined) {
  const cpu = { metric, instanceId };
  const before = await count();
  await putBusyAlarm(cpu, { name, threshold: 50, severity: 'critical', topicArn });
  await putBusy(cpu, 93);
  return { cpu, before };
}

describe('a busy CPU', () => {
  it('is one message with the lines of the time before it, and no others', async () => {
    const instanceId = await launch('web-1');
    await writeLog(SYSLOG, instanceId, [
      [60, 'Mar  2 03:10:01 web-1 kernel: [4711.5] Out of memory: Killed process 4242 (php-fpm)'],
      [50, 'Mar  2 03:10:11 web-1 CRON[99]: (root) CMD (run-parts fail)'],
      [40, 'Mar  2 03:10:21 web-1 systemd[1]: Started Session 7 of user ubuntu.'],
      [900, 'Mar  2 02:56:01 web-1 app[1]: error of a quarter of an hour ago'],
    ]);
    await writeLog(APACHE, `${instanceId}-error`, [
      [
        90,
        '[Mon Mar 02 03:09:31.123456 2026] [mpm_prefork:error] [pid 77] AH00161: server reached MaxRequestWorkers 150',
      ],
      [
        30,
        '[Mon Mar 02 03:10:31.654321 2026] [mpm_prefork:error] [pid 78] AH00161: server reached MaxRequestWorkers 151',
      ],
      [20, '[Mon Mar 02 03:10:41.654321 2026] [proxy:error] [pid 79] login failed, password=hunter2hunter2'],
      [10, '[Mon Mar 02 03:10:51.654321 2026] [core:notice] [pid 80] nothing to see'],
    ]);
    await writeLog(APACHE, 'i-0ffffffffffffffff', [[20, '[x] [core:error] of another instance']]);
    const { before } = await fire('busy web-1', 'cpu_usage_active', instanceId);
    const shown = JSON.stringify(await messageAbout('web-1: CPU is in ALARM', before));
    for (const words of [
      'Threshold Crossed: Average 93.0', // The emulator words the reason differently, so it is shown as it is.
      'kernel: [4711.5] Out of memory: Killed process 4242 (php-fpm)',
      '[mpm_prefork:error] AH00161: server reached MaxRequestWorkers #',
      'login failed, password=‹password›',
      `${instanceId}, t3.micro`,
      'limit 50 %',
      'busy web-1',
      '/var/log/messages, /var/log/httpd/error_log: no such log group',
      '#logsV2:logs-insights',
    ]) {
      expect(shown).toContain(words);
    }
    expect(shown).toMatch(/2× \d\d:\d\d:\d\d–/);
    expect(shown).not.toMatch(
      /CRON|Started Session|quarter of an hour|hunter2|nothing to see|of another instance/,
    );
    await settle();
    expect((await messagesAfter(before)).filter(({ text }) => text.includes('*web-1*: CPU'))).toHaveLength(1);
  });

  it('notifies without logs, and says why, where the role may not read them', async () => {
    const instanceId = await launch('web-2');
    await without(ALERTER, 'logs:FilterLogEvents', async () => {
      const { before } = await fire('busy web-2', 'cpu_usage_user', instanceId);
      const { attachments } = await messageAbout('web-2: CPU is in ALARM', before);
      expect(JSON.stringify(attachments)).toContain('logs: access denied');
    });
  });

  it('notifies without the curve where the role may not ask for it', async () => {
    const instanceId = await launch('web-3');
    await writeLog(SYSLOG, instanceId, [[5, 'app[1]: it failed']]);
    await without(ALERTER, 'cloudwatch:GetMetricData', async () => {
      const { before } = await fire('busy web-3', 'cpu_usage_system', instanceId);
      const { attachments } = await messageAbout('web-3: CPU is in ALARM', before);
      expect(JSON.stringify(attachments)).toContain('app: it failed');
      expect(JSON.stringify(attachments)).not.toContain('The last hour');
    });
  });

  it('of a group of instances notifies without logs', async () => {
    const { before } = await fire('busy group', 'cpu_usage_iowait', undefined);
    const { attachments } = await messageAbout('web: CPU is in ALARM', before);
    expect(JSON.stringify(attachments)).not.toContain('/var/log');
  });
});

describe('a warning and a critical alarm over one CPU', () => {
  const metric = 'cpu_usage_steal';

  it('notify as one', async () => {
    const cpu = { metric, instanceId: await launch('web-4') };
    const state = async (name: string) => {
      const { MetricAlarms = [] } = await new CloudWatchClient().send(
        new DescribeAlarmsCommand({ AlarmNames: [name] }),
      );
      return MetricAlarms[0]?.StateValue;
    };
    const become = (name: string, expected: string) =>
      waitFor(`${name} in ${expected}`, async () => ((await state(name)) === expected ? true : undefined));
    const before = await count();
    await putBusyAlarm(cpu, { name: 'steal critical', threshold: 80, severity: 'critical', topicArn });
    await putBusy(cpu, 95);
    await messageAbout('web-4: CPU is in ALARM', before);
    await putBusyAlarm(cpu, { name: 'steal warning', threshold: 50, severity: 'warning', topicArn });
    await putBusy(cpu, 95);
    await become('steal warning', 'ALARM');
    await settle();
    await putBusy(cpu, 60);
    await become('steal critical', 'OK');
    await settle();
    await putBusy(cpu, 10);
    await messageAbout(`${cpu.instanceId}: CPU is OK`, before);
    await settle();
    const texts = (await messagesAfter(before))
      .filter((message) => shownIn(message).includes('alarm steal'))
      .map(shownIn);
    expect(texts).toEqual([
      expect.stringMatching(/🔴 web-4: CPU is in ALARM.*alarm steal critical/s),
      expect.stringMatching(/🟢 i-[0-9a-f]+: CPU is OK.*alarm steal warning/s),
    ]);
  });
});

describe('cpuAlerter’s role', () => {
  it('allows what it needs and nothing more', async () => {
    const { policy } = await rolePolicy(ALERTER);
    expect(policy.Statement.flatMap(({ Action }) => Action).sort()).toEqual([
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:DescribeAlarmsForMetric',
      'cloudwatch:GetMetricData',
      'ec2:DescribeInstances',
      'logs:CreateLogStream',
      'logs:FilterLogEvents',
      'logs:PutLogEvents',
      'sns:Publish',
      'sqs:SendMessage',
    ]);
  });

  it('reaches the notifier’s queue, where its failures go, and no other', async () => {
    const queue = `${NOTIFIER}-queue`;
    await withoutQueue(NOTIFIER, async () => {
      await sendAs(ALERTER, queue);
      expect(await nextInQueue(queue)).toEqual({});
    });
    await expect(sendAs(ALERTER, `${NOTIFIER}-dead-letters`)).rejects.toThrow('not authorized');
  });
});

describe('cpuAlerter', () => {
  it('that cannot publish has the notifier’s queue notify of the alarm, once, and why', async () => {
    const before = await count();
    const alarm = fresh('cpu-high');
    const shown = await without(ALERTER, 'sns:Publish', async () => {
      await invokeLater(ALERTER, alarm);
      await invokeLater(ALERTER, alarm); // SNS delivers at least once.
      return JSON.stringify(await messageAbout('cpuAlerter failed', before));
    });
    expect(shown).toContain('*web-1*: CPU at 91.7 % (limit 50 %), and cpuAlerter failed');
    expect(shown).toContain('not authorized to perform: sns:Publish');
    await untilDrained();
    expect((await messagesAfter(before)).map(({ text }) => text)).toEqual([
      expect.stringContaining('cpuAlerter failed'),
    ]);
  });

  it('does nothing about what is not for it', async () => {
    expect(await invoke(ALERTER, fixture('process-down'))).toEqual([]);
    expect(await invoke(ALERTER, fixture('alarm-ok'))).toEqual([]);
  });

  it('is a dry run by sls invoke local, without credentials', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_SSM, ...env } =
      world.env;
    const args = ['invoke', 'local', '-f', 'cpuAlerter', '-p', 'events/cpu-high.json'];
    const output = await succeed('sls invoke local', sls({ ...world, env }, ...args));
    expect(output).toContain('logs: no AWS here');
  });
});
