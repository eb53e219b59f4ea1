/** `npm run demo`: the whole thing on this machine, from an empty account to a message in Slack. */
import { parseArgs } from 'node:util';
import select from '@inquirer/select';
import { Listr, PRESET_TIMER } from 'listr2';
import { run } from '../cli/run';
import { CPU_ALARM, putCpu, putCpuAlarm } from './aws';
import { connectSlack, createWorld, deploy, type World } from './deployment';
import type { SlackMessage } from './emulators/slack';
import { launch, start, stop, terminate } from './instances';
import { showMessage } from './show-message';
import { waitFor } from './wait-for';

/** Does something that is told in Slack, and gives the message. */
async function tell({ emulators: { slack } }: World, act: () => Promise<void>): Promise<SlackMessage> {
  const before = (await slack.messages()).length;
  await act();
  return waitFor('A message', async () => (await slack.messages())[before]);
}

type Context = { world?: World; topicArn?: string | undefined; message?: SlackMessage };

/** What an earlier step made. */
function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a step before this one to have made it');
  return value;
}

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
        title: 'Put a CPU of 80 % and wait for the message',
        task: async () => {
          context.message = await tell(made(context.world), () => putCpu(80));
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

/** What can be done once everything runs; later parts of the service add their events here. */
const ACTS: { name: string; act: () => Promise<void> }[] = [
  { name: 'Fire the alarm: CPU 80 %', act: () => putCpu(80) },
  { name: 'Recover: CPU 10 %', act: () => putCpu(10) },
  { name: 'Start an instance: it gets its alarms', act: async () => start(await theInstance()) },
  { name: 'Stop it: its alarms sleep', act: async () => stop(await theInstance()) },
  { name: 'Terminate it: its alarms go with it', act: terminateIt },
];

/** The prompt takes Ctrl-C for itself. */
function quitOnCtrlC(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ExitPromptError') return undefined;
  throw error;
}

async function menu(world: World): Promise<void> {
  const choices = ACTS.map(({ name, act }) => ({ name, value: act }));
  for (;;) {
    const question = { message: 'What next?', choices: [...choices, { name: 'Quit', value: undefined }] };
    const act = await select(question).catch(quitOnCtrlC);
    if (!act) return;
    const told = await tell(world, act).catch(() => undefined);
    console.log(told ? `\n${showMessage(told)}\n` : '\nNo message: the alarm was in that state already.\n');
  }
}

/** Without a terminal there is nobody to choose: it goes on until it is ended. */
const stayOpen = async (world: World): Promise<void> => {
  if (process.stdin.isTTY) return menu(world);
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
    if (!values.once) await stayOpen(world);
  } finally {
    await context.world?.stop();
  }
}

// Emulators end with this process, whatever ends it; on the way out the workspace is removed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
run(main);
