/** `npm run demo`: the whole thing on this machine, from an empty account to a message in Slack. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import select from '@inquirer/select';
import { Listr, PRESET_TIMER } from 'listr2';
import { showMessage } from '../cli/preview/show-message';
import { run } from '../cli/run';
import { PROCSTAT } from '../shared/alarm/process';
import { CPU_ALARM, CPU_INSTANCE, putCpu, putCpuAlarm } from './aws';
import { writeBusyLogs } from './cpu';
import { connectSlack, createWorld, deploy, STAGE, type World } from './deployment';
import type { SlackMessage } from './emulators/slack';
import { launch, start, stop, terminate } from './instances';
import { commandsFor, putProcessAlarm, putProcessCount, reportEnd } from './process';
import { tamper } from './trail';
import { waitFor } from './wait-for';

/** Does something that Slack is notified of, and gives the messages, of which so many are awaited. */
async function messagesAfter(world: World, act: () => Promise<void>, awaited = 1): Promise<SlackMessage[]> {
  const { slack } = world.emulators;
  const before = (await slack.messages()).length;
  await act();
  return waitFor('A message', async () => {
    const messages = (await slack.messages()).slice(before);
    return messages.length >= awaited ? messages : undefined;
  });
}

type Context = { world?: World; topicArn?: string | undefined; message?: SlackMessage | undefined };

/** What an earlier step made. */
function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a step before this one to have made it');
  return value;
}

/** The demo's instances are launched a moment before they are in trouble. */
const configure = ({ folder }: World): void =>
  appendFileSync(join(folder, 'config', `${STAGE}.yml`), '\nrestart: { graceMinutes: 0 }\n');

const steps = (context: Context) =>
  new Listr<Context>(
    [
      {
        title: 'Start AWS and Slack emulators',
        task: async () => {
          context.world = await createWorld();
        },
      },
      {
        title: 'Encrypt the webhook (npm run webhook -- --stage dev)',
        task: async () => {
          const world = made(context.world);
          configure(world);
          await connectSlack(world, world.emulators.slack.webhookUrl);
        },
      },
      {
        title: 'Deploy (sls deploy --stage dev)',
        task: async () => {
          context.topicArn = (await deploy(made(context.world))).AlertsTopicArn;
        },
      },
      {
        title: `Create the alarm "${CPU_ALARM}": average of 50 % or more for one minute`,
        task: () => putCpuAlarm(made(context.topicArn)),
      },
      {
        title: 'Write log lines, put a CPU of 80 % and wait for the message',
        task: async () => {
          [context.message] = await messagesAfter(made(context.world), beBusy);
        },
      },
    ],
    { rendererOptions: { timer: PRESET_TIMER }, fallbackRendererOptions: { timer: PRESET_TIMER } },
  );

let demoInstance: string | undefined;

/** The demo's instance, launched when it is first needed. */
async function theInstance(): Promise<string> {
  demoInstance ??= await launch('web-1');
  return demoInstance;
}

async function terminateIt(): Promise<void> {
  await terminate(await theInstance());
  demoInstance = undefined; // The next start launches another one.
}

/** httpd dies on an instance, the agent reports it, and EventBridge reports how the command ended. */
async function killProcess(topicArn: string): Promise<void> {
  const process = { name: 'httpd', metric: PROCSTAT.metric, instanceId: await launch('web-1') };
  await putProcessAlarm(process, topicArn);
  await putProcessCount(process, 0);
  const command = async () => (await commandsFor(process.instanceId))[0];
  const { commandId } = await waitFor('The command', command);
  await reportEnd(commandId, process.instanceId, 'Success');
}

/** The logs say why before the alarm rings. */
async function beBusy(): Promise<void> {
  await writeBusyLogs(CPU_INSTANCE);
  await putCpu(80);
}

/** What can be done once everything runs, and how many messages it makes; later parts of the service add their events. */
const actsOf = (topicArn: string): { name: string; messages: number; act: () => Promise<void> }[] => [
  { name: 'Fire the alarm: log lines, then CPU 80 %', messages: 1, act: beBusy },
  { name: 'Recover: CPU 10 %', messages: 1, act: () => putCpu(10) },
  { name: 'Kill httpd on web-1', messages: 3, act: () => killProcess(topicArn) },
  { name: 'Switch off the audit log', messages: 1, act: tamper },
  { name: 'Start an instance: it gets its alarms', messages: 1, act: async () => start(await theInstance()) },
  { name: 'Stop it: its alarms sleep', messages: 1, act: async () => stop(await theInstance()) },
  { name: 'Terminate it: its alarms go with it', messages: 1, act: terminateIt },
];

/** The prompt takes Ctrl-C for itself. */
function quitOnCtrlC(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ExitPromptError') return undefined;
  throw error;
}

async function menu(world: World, topicArn: string): Promise<void> {
  const choices = actsOf(topicArn).map((value) => ({ name: value.name, value }));
  for (;;) {
    const question = { message: 'What next?', choices: [...choices, { name: 'Quit', value: undefined }] };
    const chosen = await select(question).catch(quitOnCtrlC);
    if (!chosen) return;
    const messages = await messagesAfter(world, chosen.act, chosen.messages).catch(() => []);
    for (const message of messages) console.log(`\n${showMessage(message)}`);
    console.log(messages.length > 0 ? '' : '\nNothing new: the alarm was in that state already.\n');
  }
}

/** Without a terminal there is nobody to choose: it goes on until it is ended. */
const stayOpen = async (world: World, topicArn: string): Promise<void> => {
  if (process.stdin.isTTY) return menu(world, topicArn);
  console.log('Running until it is ended.');
  await new Promise(() => undefined);
};

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { once: { type: 'boolean', default: false } } });
  const context: Context = {};
  try {
    await steps(context).run(context);
    const world = made(context.world);
    console.log(`\n${showMessage(made(context.message))}\n`);
    console.log(`All messages: ${world.emulators.slack.pageUrl}`);
    if (!values.once) await stayOpen(world, made(context.topicArn));
  } finally {
    await context.world?.stop();
  }
}

// Emulators and workspace go with this process, whatever ends it; on the way out its command is ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
run(main);
