/** `npm run redrive -- --stage dev`: puts back what could not be handled, once the fault is mended. */
import { sendMessage, setVisibility } from '../shared/aws/sqs';
import { loadConfig } from '../shared/config/load';
import { ConfigError } from '../shared/errors';
import { slsDeploy } from '../shared/text/advice';
import { shortDuration } from '../shared/text/duration';
import { hideAlso } from '../shared/text/secrets/own';
import { stackOutputs } from './aws/cloudformation';
import { invokeLater } from './aws/lambda';
import { deleteMessage, receiveMessages } from './aws/sqs';
import { command } from './command';
import { type Color, paintStart } from './paint';
import { type DeadLetterQueue, type Handled, type RedriveOutcome, redriveQueue } from './redrive-queue';
import { table } from './table';
import { CONFIG_FOLDER, chooseTarget, SERVICE } from './target';

const HELP = `npm run redrive -- [--stage dev] [--region ap-northeast-2] [--profile name] [--dry-run] [--discard]

Puts the dead letters of every function back: the notifier delivers them, the others handle them. --dry-run only shows
them. What asks for a restart never goes back, nor do mails: they stay and are shown, and --discard deletes them.`;

type Outputs = Record<string, string>;

/** By the stack's outputs: `…/alarm-responder-dev-slackNotifier-dead-letters` is the notifier's. */
const queuesOf = (outputs: Outputs, stack: string): DeadLetterQueue[] =>
  Object.entries(outputs)
    .filter(([name]) => name.endsWith('DeadLetterQueueUrl'))
    .map(([, url]) => {
      const name = url.replace(/^.*\//, '');
      const functionName = name.replace(/-dead-letters$/, '');
      return { name, functionName, owner: functionName.slice(stack.length + 1) };
    });

const COLORS = {
  'put back': 'green',
  'would go back': 'yellow',
  stays: 'yellow',
  failed: 'red',
} satisfies Partial<Record<RedriveOutcome, Color>>;

function report(handled: Handled[], now: Date): string[] {
  if (handled.length === 0) return ['No dead letters.'];
  const rows = handled.map(({ outcome, why, sentAt, owner, what, error }) => [
    outcome,
    shortDuration(now.getTime() - sentAt.getTime()),
    owner,
    what,
    [why, error].filter(Boolean).join(' — '),
  ]);
  const lines = table([['DONE', 'AGE', 'FOR', 'WHAT', 'WHY'], ...rows]);
  const counts = Map.groupBy(handled, ({ outcome }) => outcome);
  const sum = [...counts].map(([outcome, { length }]) => `${length} ${outcome}`).join(', ');
  return [...lines.map((line) => paintStart(line, COLORS)), sum];
}

command(
  {
    help: HELP,
    options: {
      'dry-run': { type: 'boolean', default: false },
      discard: { type: 'boolean', default: false },
    },
  },
  async (values) => {
    const { stage, region } = chooseTarget(values);
    hideAlso(loadConfig(CONFIG_FOLDER, stage, region).redact.extra);
    const stack = `${SERVICE}-${stage}`;
    const outputs = await stackOutputs(stack);
    if (!outputs)
      throw new ConfigError(`There is no stack ${stack} in ${region}. Run: ${slsDeploy({ stage, region })}`);
    const verbs = { receiveMessages, deleteMessage, setVisibility, sendMessage, invokeLater };
    const mode = { dryRun: values['dry-run'], discard: values.discard };
    const now = new Date();
    const redriven = queuesOf(outputs, stack).map((queue) => redriveQueue(queue, mode, now, verbs));
    const handled = (await Promise.all(redriven)).flat();
    for (const line of report(handled, now)) console.log(line);
    if (handled.some(({ outcome }) => outcome === 'failed')) process.exitCode = 1;
  },
);
