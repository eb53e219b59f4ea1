/** What can be done once everything runs. */
import { setTimeout as sleep } from 'node:timers/promises';
import { PROCSTAT } from '../../shared/alarm/process';
import { writeBusyLogs } from '../cpu';
import { start, stop } from '../instances';
import { commandsFor, putProcessAlarm, reportEnd } from '../process';
import { tamper } from '../trail';
import { waitFor } from '../wait-for';
import { cpuAlarm, putAlarm, putCurve, queueAlarm, setDead, setState } from './alarms';
import type { Expected, Stage } from './stage';

export type Act = Expected & { name: string; play: (stage: Stage) => Promise<void> };

/** The logs say why before the alarm rings. */
async function beBusy({ instance, topicArn }: Stage): Promise<void> {
  const id = await instance();
  await writeBusyLogs(id);
  await putCurve(id);
  await putAlarm(cpuAlarm(id), topicArn);
  await setState(cpuAlarm(id), 'ALARM', 92);
}

const calmDown = async ({ instance }: Stage): Promise<void> =>
  setState(cpuAlarm(await instance()), 'OK', 12.3);

/** httpd dies, its alarm rings, and the command that restarts it ends. */
async function killProcess(stage: Stage): Promise<void> {
  const instanceId = await stage.instance();
  const process = { name: 'httpd', metric: PROCSTAT.metric, instanceId };
  const known = (await commandsFor(instanceId)).length;
  await setDead(await putProcessAlarm(process, stage.topicArn));
  const { commandId } = await waitFor('The command that restarts httpd', async () => {
    const commands = await commandsFor(instanceId);
    return commands.length > known ? commands.find(({ parameters }) => parameters) : undefined;
  });
  await reportEnd(commandId, instanceId, 'Success');
}

const QUEUES = 'orders payments mails invoices images refunds exports imports reports thumbnails stock search'
  .split(' ')
  .map(queueAlarm);

/** Slack is down while a dozen alarms ring and one of them is over again; then it is back. */
async function outage({ topicArn, setSlackDown }: Stage): Promise<void> {
  for (const alarm of QUEUES) await putAlarm(alarm, topicArn);
  setSlackDown(true);
  try {
    await Promise.all(QUEUES.map((alarm) => setState(alarm, 'ALARM', 912)));
    await sleep(15_000);
    for (const alarm of QUEUES.slice(0, 1)) await setState(alarm, 'OK', 31);
    await sleep(5_000);
  } finally {
    setSlackDown(false);
  }
}

const STORM = Array.from({ length: 100 }, (_, index) => queueAlarm(`shard-${index + 1}`));

async function storm({ topicArn }: Stage): Promise<void> {
  for (const alarm of STORM) await putAlarm(alarm, topicArn);
  await Promise.all(STORM.map((alarm) => setState(alarm, 'ALARM', 912)));
}

export const ACTS: Act[] = [
  { name: 'CPU alarm: the curve and the log lines behind it', awaited: 1, play: beBusy },
  { name: 'It is over: how long it took', awaited: 1, play: calmDown },
  { name: 'httpd is killed: it is restarted, and proved alive', awaited: 3, play: killProcess },
  { name: 'Somebody switches off the audit log: it is on again', awaited: 1, play: tamper },
  {
    name: 'web-1 is stopped: its alarms act on nothing',
    awaited: 1,
    play: async ({ instance }) => stop(await instance()),
  },
  { name: 'It starts again', awaited: 1, play: async ({ instance }) => start(await instance()) },
  {
    name: 'It is terminated: its alarms go with it',
    awaited: 1,
    play: ({ terminateInstance }) => terminateInstance(),
  },
  {
    name: 'Slack is down while alarms ring: nothing is lost, and a digest has what waited',
    awaited: 1,
    withinMs: 120_000,
    quietMs: 15_000,
    play: outage,
  },
  { name: 'A storm: a hundred alarms at once', awaited: 3, withinMs: 120_000, quietMs: 8_000, play: storm },
];
