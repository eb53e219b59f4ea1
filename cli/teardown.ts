/** `npm run teardown -- --stage dev`: undoes a deployment, and says what stays and why. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { readWebhookFile, webhookRegions } from '../shared/config/webhook-file';
import { ConfigError } from '../shared/errors';
import { npmRun } from '../shared/text/advice';
import { stackOutputs } from './aws/cloudformation';
import { alarmsActingOn } from './aws/cloudwatch';
import { findKey, scheduleKeyDeletion } from './aws/kms';
import { command } from './command';
import { deleteOurAlarms, detachOurProfile } from './forget-instances';
import { CONFIG_FOLDER, chooseTarget, keyAlias, SERVICE, type Target } from './target';

const HELP = `npm run teardown -- [--stage dev] [--region ap-northeast-2] [--profile name] [--yes] [--delete-key]

Removes the stage's stack, the alarms it made for instances and its profile on them, and lists what stays. --yes does not ask. --delete-key schedules the deletion of the
stage's KMS key as well: 30 days, in which \`npm run webhook\` keeps it after all.`;

async function askToRemove(stack: string, yes: boolean): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY) throw new ConfigError('Nobody to ask: say --yes to remove the stack.');
  const prompt = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await prompt.question(`Remove the stack ${stack}? Type its name: `);
  prompt.close();
  if (answer.trim() !== stack) throw new ConfigError('Nothing was removed.');
}

/** `sls remove`, with its own output. */
async function removeStack({ stage, region }: Target): Promise<void> {
  const sls = require.resolve('serverless/bin/serverless.js');
  const child = spawn(process.execPath, [sls, 'remove', '--stage', stage, '--region', region], {
    stdio: 'inherit',
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new ConfigError(`sls remove ended with ${code}: what it says above is still there.`);
}

/** What is left of the key, in a sentence; `undefined` when there is none. */
async function leaveKey(stage: string, remove: boolean): Promise<string | undefined> {
  const alias = keyAlias(stage);
  const key = await findKey(alias);
  if (!key) return undefined;
  if (key.state === 'PendingDeletion') return `the key behind ${alias}, which is to be deleted already`;
  if (!remove) {
    return `the key behind ${alias} (1 USD a month): what it encrypted is lost with it; --delete-key deletes it`;
  }
  const date = await scheduleKeyDeletion(key.id);
  return `the key behind ${alias}, until ${date?.toISOString().slice(0, 10) ?? 'it is deleted'}; it costs nothing until then`;
}

/** Whoever has left the region out, or misspelt it, is not told that all is gone. */
const elsewhere = ({ stage, region }: Target): string[] =>
  webhookRegions(CONFIG_FOLDER, stage)
    .filter((other) => other !== region)
    .map((other) => `It has a webhook in ${other}: ${npmRun('teardown', { stage, region: other })}`);

function leaveFile(target: Target): string | undefined {
  const webhook = readWebhookFile(CONFIG_FOLDER, target);
  return webhook && `${webhook.file}: yours to delete, or to deploy with again`;
}

const leaveLog = (what: string, bucket: string | undefined): string | undefined =>
  bucket && `${what} in the bucket ${bucket}: empty and delete it yourself when nobody needs it`;

/** Alarms of the operator's own that now speak to nobody; the stack's go with it. */
async function orphanedAlarms(stack: string, topicArn: string | undefined): Promise<string | undefined> {
  const all = topicArn ? await alarmsActingOn(topicArn) : [];
  const alarms = all.map(({ name }) => name).filter((name) => !name.startsWith(`${stack}-`));
  if (alarms.length === 0) return undefined;
  return `your alarms whose action is the removed topic: ${alarms.join(', ')}`;
}

async function forgetAlarms({ stage }: Target): Promise<void> {
  const count = await deleteOurAlarms(`${SERVICE}-${stage}`);
  if (count > 0) console.log(`Deleted ${count} alarms of instances.`);
}

/** A profile that goes while instances have it leaves them with broken credentials. */
async function takeProfileBack({ stage, region }: Target): Promise<void> {
  const instances = await detachOurProfile(`${SERVICE}-${stage}-${region}-instance`);
  if (instances.length > 0) console.log(`Took the instance profile from ${instances.join(', ')}.`);
}

/** Before and after the stack is removed: until it is gone, the service looks after instances. */
async function takeBack(target: Target): Promise<void> {
  await takeProfileBack(target);
  await forgetAlarms(target);
}

command(
  {
    help: HELP,
    options: {
      yes: { type: 'boolean', default: false },
      'delete-key': { type: 'boolean', default: false },
    },
  },
  async (values) => {
    const target = chooseTarget(values);
    const stack = `${SERVICE}-${target.stage}`;
    const outputs = await stackOutputs(stack);
    if (outputs) {
      await askToRemove(stack, values.yes);
      await takeBack(target);
    } else {
      console.log([`There is no stack ${stack} in ${target.region}.`, ...elsewhere(target)].join('\n'));
    }
    const alarms = await orphanedAlarms(stack, outputs?.AlertsTopicArn);
    if (outputs) await removeStack(target);
    await takeBack(target);
    const left = [
      alarms,
      leaveLog('the audit log', outputs?.AuditTrailBucketName),
      leaveLog('the record of accesses to the watched buckets', outputs?.DataTrailBucketName),
      await leaveKey(target.stage, values['delete-key']),
      leaveFile(target),
    ].filter(Boolean);
    console.log(
      left.length > 0
        ? `What stays in ${target.region}:\n${left.map((line) => `- ${line}`).join('\n')}`
        : `Nothing stays of stage ${target.stage} in ${target.region}.`,
    );
  },
);
