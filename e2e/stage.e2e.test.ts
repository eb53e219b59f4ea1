/** The life of a stage: nothing without a webhook, deployed with one, gone after the teardown. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stackOutputs } from '../cli/aws/cloudformation';
import { findKey } from '../cli/aws/kms';
import { putCpuAlarm } from './aws';
import { npmRun, sls, succeed } from './commands';
import { connectSlack, deploy, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { alarmsOf, launch, terminate } from './instances';
import { sharedWorld } from './world';

const STAGE = 'life';
const world = sharedWorld();
const webhookFile = join(world.folder, 'config', `webhook.${STAGE}.ap-northeast-2.json`);
const alias = `alias/${stackOf(STAGE)}`;

describe('a stage without a webhook', () => {
  it('is not deployed, and the command that helps is named', async () => {
    const { code, output } = await sls(world, 'deploy', '--stage', STAGE);
    expect(code).not.toBe(0);
    expect(output).toContain(
      `Stage ${STAGE} has no Slack webhook in ap-northeast-2 yet. Run: npm run webhook -- --stage ${STAGE} --region ap-northeast-2`,
    );
    expect(await stackOutputs(stackOf(STAGE))).toBeUndefined();
  });

  it('answers sls invoke local, without credentials and without an endpoint', async () => {
    const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_ENDPOINT_URL, ...env } = world.env;
    const { output } = await sls(
      { ...world, env },
      'invoke',
      'local',
      '-f',
      'slackNotifier',
      '-p',
      'events/alarm.json',
    );
    expect(output).toContain('"outcome": "dry run"');
    expect(output).toContain('🔴 *Example alarm name*: DeliveryErrors at 10 (limit 1)');
  });
});

describe('npm run webhook', () => {
  it.each([
    ['a workflow', 'https://hooks.slack.com/workflows/T0/A0/1/secret', 'That is the address of a workflow'],
    ['nothing', '', 'What you entered does not hold the address of a webhook.'],
  ])('refuses %s and writes nothing', async (_, address, expected) => {
    const { code, output } = await npmRun(world, 'webhook', ['--stage', STAGE], address);
    expect(code).toBe(1);
    expect(output).toContain(expected);
    expect(output).not.toContain('secret');
    expect(existsSync(webhookFile)).toBe(false);
  });

  it('refuses a webhook that does not work and writes nothing', async () => {
    const { code, output } = await npmRun(
      world,
      'webhook',
      ['--stage', STAGE],
      'http://127.0.0.1:1/services/x',
    );
    expect(code).toBe(1);
    expect(output).toContain('Slack could not be reached');
    expect(existsSync(webhookFile)).toBe(false);
  });

  it('posts a message, makes the key once, and never prints the address', async () => {
    const before = (await readMessages(world.slackUrl)).length;
    const first = await connectSlack(world, world.webhookUrl, '--stage', STAGE);
    const second = await connectSlack(world, world.webhookUrl, '--stage', STAGE, '--quiet');
    expect(first).toContain(`Created the key behind ${alias}`);
    expect(second).toContain(`Using the key behind ${alias}`);
    expect(first + second).not.toContain(new URL(world.webhookUrl).pathname);
    const messages = (await readMessages(world.slackUrl)).slice(before);
    expect(messages.map(({ text }) => text)).toEqual([
      `🟢 Alarm Responder is connected: this channel will be notified of the alarms of stage ${STAGE} in ap-northeast-2.`,
    ]);
  });
});

describe('npm run teardown', () => {
  it('removes the stack and says what stays', async () => {
    writeFileSync(join(world.folder, 'config', `${STAGE}.yml`), 'watchedBuckets: [shop-exports]\n');
    const { AlertsTopicArn = '', DataTrailBucketName } = await deploy(world, STAGE);
    await putCpuAlarm(AlertsTopicArn, 'left behind');
    const instance = await launch('web-of-life');
    await succeed('npm run reconcile', npmRun(world, 'reconcile', ['--stage', STAGE, '--apply']));
    expect(await alarmsOf(stackOf(STAGE), instance)).toHaveLength(4);
    const { code, output } = await npmRun(world, 'teardown', ['--stage', STAGE, '--yes']);
    // Instances of other tests may be there too.
    expect(output).toMatch(new RegExp(`Took the instance profile from .*${instance}`));
    expect(output).toMatch(/Deleted \d+ alarms of instances\./);
    expect(await alarmsOf(stackOf(STAGE), instance)).toEqual([]);
    await terminate(instance);
    // ministack lists alarms with other actions as well, so there may be more when other tests ran before.
    expect(output).toMatch(/your alarms whose action is the removed topic: .*left behind/);
    expect(output).toContain(`accesses to the watched buckets in the bucket ${DataTrailBucketName}: empty`);
    expect(output).toContain(`the key behind ${alias} (1 USD a month)`);
    expect(output).toContain(`config/webhook.${STAGE}.ap-northeast-2.json`);
    expect(code).toBe(0);
    expect(await stackOutputs(stackOf(STAGE))).toBeUndefined();
    expect(await findKey(alias)).toMatchObject({ state: 'Enabled' });
  }, 180_000);

  it('removes nothing without somebody to ask', async () => {
    const { code, output } = await npmRun(world, 'teardown', ['--stage', 'dev']);
    expect(code).toBe(1);
    expect(output).toContain('Nobody to ask: say --yes to remove the stack.');
    expect(await stackOutputs(stackOf('dev'))).toBeDefined();
  });

  it('deletes the key only when asked, and npm run webhook keeps it after all', async () => {
    const { output } = await npmRun(world, 'teardown', ['--stage', STAGE, '--yes', '--delete-key']);
    expect(output).toContain(`There is no stack ${stackOf(STAGE)} in `);
    expect(await findKey(alias)).toMatchObject({ state: 'PendingDeletion' });
    const kept = await connectSlack(world, world.webhookUrl, '--stage', STAGE, '--quiet');
    expect(kept).toContain('was to be deleted; it is kept.');
    expect(await findKey(alias)).toMatchObject({ state: 'Enabled' });
  });
});
