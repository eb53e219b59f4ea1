/**
 * `npm run webhook -- --stage dev`: encrypts the Slack webhook for the stage's notifier in one region. Never writes or
 * prints the address.
 */
import type { SlackMessage } from '../functions/slack-notifier/receivers/slack/limits';
import { postMessage } from '../functions/slack-notifier/receivers/slack/post';
import { writeWebhookFile } from '../shared/config/webhook-file';
import { slsDeploy } from '../shared/text/advice';
import { askForWebhook } from './ask-for-webhook';
import { encrypt, findKey } from './aws/kms';
import { command } from './command';
import { ensureStageKey } from './stage-key';
import { CONFIG_FOLDER, chooseTarget, functionName, keyAlias, type Target } from './target';

const HELP = `npm run webhook -- [--stage dev] [--region ap-northeast-2] [--profile name] [--quiet]

Asks for the address of an incoming webhook of Slack (or reads it from standard input), posts a message to it,
encrypts it with the stage's KMS key in this region, and writes the ciphertext to
config/webhook.<stage>.<region>.json.
--quiet posts nothing.`;

const connected = ({ stage, region }: Target): SlackMessage => {
  const sentence = `🟢 Alarm Responder is connected: this channel will be notified of the alarms of stage ${stage} in ${region}.`;
  return {
    text: sentence,
    attachments: [
      {
        color: '#2eb67d',
        blocks: [{ type: 'section', text: { type: 'mrkdwn', text: 'Next: `sls deploy`.' } }],
      },
    ],
  };
};

command({ help: HELP, options: { quiet: { type: 'boolean', default: false } } }, async (values) => {
  const target = chooseTarget(values);
  const found = await findKey(keyAlias(target.stage)); // Whoever may not is told before Slack is.
  const address = await askForWebhook();
  // Before a key is made, which costs: a webhook that does not work is not worth keeping.
  if (!values.quiet) {
    await postMessage(address, connected(target), () => 15_000);
    console.log('Slack took a message.');
  }
  const { arn } = await ensureStageKey(target.stage, found);
  const ciphertext = await encrypt(arn, address, {
    LambdaFunctionName: functionName(target.stage, 'slackNotifier'),
  });
  const webhook = { ciphertext: Buffer.from(ciphertext).toString('base64'), keyArn: arn };
  console.log(`Wrote ${writeWebhookFile(CONFIG_FOLDER, target, webhook)}, which can be committed.`);
  console.log(`Next: ${slsDeploy(target)}`);
});
