/** `npm run demo`: the whole thing on this machine, from an empty account to messages in Slack. */
import select from '@inquirer/select';
import { Listr, PRESET_TIMER } from 'listr2';
import { readOptions } from '../cli/options';
import { showMessage } from '../cli/preview/show-message';
import { run } from '../cli/run';
import { messageOf } from '../shared/errors';
import { ACTS, type Act } from './demo/acts';
import { type ChannelPage, serveChannel } from './demo/channel';
import { deployStage, encryptWebhook, messagesAfter, type Opened, openWorld, type Stage } from './demo/stage';
import { isPrepared, preparePython } from './emulators/python';
import type { SlackMessage } from './emulators/slack';

const HELP = `npm run demo -- [--once | --all]

Deploys the service into AWS and Slack emulators on this machine, raises a CPU alarm and shows the message that arrives, on a page
as in a channel of Slack; then whatever you choose happens. Needs Python ≥ 3.10. Ctrl-C ends it, and nothing is left behind.

  --once   ends after the first message: a check
  --all    plays everything, and ends: another one. What fails, fails it`;

type Context = { opened?: Opened; stage?: Stage; messages?: SlackMessage[] };

/** What an earlier step made. */
function made<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('expected a step before this one to have made it');
  return value;
}

const play = (stage: Stage, act: Act): Promise<SlackMessage[]> =>
  messagesAfter(stage, () => act.play(stage), act);

const [FIRST] = ACTS;

const listOptions = {
  rendererOptions: { timer: PRESET_TIMER, showErrorMessage: false }, // it is said below
  fallbackRendererOptions: { timer: PRESET_TIMER },
};

const steps = (context: Context) =>
  new Listr<Context>(
    [
      {
        title: 'Prepare the emulators in .emulators (it takes a minute or two, once)',
        enabled: () => !isPrepared(),
        task: async () => void (await preparePython(() => undefined)), // the title says it
      },
      {
        title: 'Start AWS and Slack emulators',
        task: async () => {
          context.opened = await openWorld();
        },
      },
      {
        title: 'Encrypt the webhook (npm run webhook -- --stage dev)',
        task: () => encryptWebhook(made(context.opened)),
      },
      {
        title: 'Deploy (sls deploy --stage dev)',
        task: async () => {
          context.stage = await deployStage(made(context.opened));
        },
      },
      {
        title: 'Launch web-1: it gets its alarms',
        task: async () => {
          const stage = made(context.stage);
          await messagesAfter(stage, stage.instance, { awaited: 1, quietMs: 0 });
        },
      },
      {
        title: made(FIRST).name,
        task: async () => {
          context.messages = await play(made(context.stage), made(FIRST));
        },
      },
    ],
    listOptions,
  );

const MOST_SHOWN = 4;

const show = (messages: SlackMessage[]): void => {
  for (const message of messages.slice(0, MOST_SHOWN)) console.log(`\n${showMessage(message)}`);
  const more = messages.length - MOST_SHOWN;
  console.log(more > 0 ? `\n… and ${more} more on the page\n` : '');
};

/** With a spinner, since it takes seconds; what it fails of is said, and the demo goes on. */
async function perform(stage: Stage, act: Act): Promise<void> {
  let messages: SlackMessage[] = [];
  const task = async (): Promise<void> => {
    messages = await play(stage, act);
  };
  try {
    await new Listr([{ title: act.name, task }], listOptions).run();
    show(messages);
  } catch (error) {
    console.error(`\n${messageOf(error)}\n`);
  }
}

/** The prompt takes Ctrl-C for itself. */
function quitOnCtrlC(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ExitPromptError') return undefined;
  throw error;
}

/** What comes next is chosen already. */
async function menu(stage: Stage): Promise<void> {
  const choices = [
    ...ACTS.map((value, index) => ({ name: value.name, value: index })),
    { name: 'Quit', value: ACTS.length },
  ];
  for (let next = 1; ; ) {
    const chosen = await select({
      message: 'What next?',
      choices,
      default: next,
      pageSize: choices.length,
    }).catch(quitOnCtrlC);
    const act = chosen === undefined ? undefined : ACTS[chosen];
    if (chosen === undefined || !act) return;
    await perform(stage, act);
    next = chosen + 1;
  }
}

/** How to look into the emulated account, with the AWS CLI of version 2. */
function explainAccount({ world }: Stage): void {
  const { AWS_ENDPOINT_URL, AWS_REGION } = world.env;
  console.log(`The account: AWS_ENDPOINT_URL=${AWS_ENDPOINT_URL} AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test \\
  aws cloudwatch describe-alarms --region ${AWS_REGION}\n`);
}

async function playAll(stage: Stage, { url }: ChannelPage): Promise<void> {
  console.log(`The channel: ${url}`);
  for (const act of ACTS.slice(1)) {
    const messages = await play(stage, act);
    console.log(`\n## ${act.name}`);
    show(messages);
  }
}

/** Without a terminal there is nobody to choose: it goes on until it is ended. */
async function goOn(stage: Stage, page: ChannelPage): Promise<void> {
  console.log(`The channel: ${page.url}`);
  explainAccount(stage);
  if (process.stdin.isTTY) await menu(stage);
  else {
    console.log('Running until it is ended.');
    await new Promise(() => undefined);
  }
  console.log('Into your account: README.md, “Into your account”. Every message there is: npm run preview');
}

async function main(): Promise<void> {
  const { values } = readOptions({
    options: { once: { type: 'boolean' }, all: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(HELP);
  const context: Context = {};
  let page: ChannelPage | undefined;
  try {
    await steps(context).run(context);
    const stage = made(context.stage);
    show(made(context.messages));
    if (values.once) return;
    page = await serveChannel(stage.messages);
    if (values.all) await playAll(stage, page);
    else await goOn(stage, page);
  } finally {
    page?.stop();
    await context.opened?.stop();
  }
}

const SHOW_CURSOR = '\u001b[?25h';

// A spinner hides it, and shows it again only when its list has ended.
process.on('exit', () => process.stdout.isTTY && process.stdout.write(SHOW_CURSOR));
// Emulators and workspace go with this process, whatever ends it; on the way out its command is ended.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(130));
run(main);
