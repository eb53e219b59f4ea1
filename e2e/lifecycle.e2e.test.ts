/** Deployments one after the other, of one stage in two regions, beside the stage of the other tests. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { CreateInstanceProfileCommand, DeleteInstanceProfileCommand, IAMClient } from '@aws-sdk/client-iam';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { stackResources } from '../cli/aws/cloudformation';
import { npmRun, sls, succeed } from './commands';
import { connectSlack, STAGE as SHARED_STAGE, stackOf } from './deployment';
import { region as HOME } from './emulators/aws-env';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import { sharedWorld } from './world';

const STAGE = 'cycle';
const FAR = 'us-east-1';
const world = sharedWorld();
const configFile = join(world.folder, 'config', `${STAGE}.yml`);
const OPTIONS = `
allAlarms: true
encryptTopics: true
existingTopics: ['arn:aws:sns:${HOME}:000000000000:mission-sns']
restart: { tag: { key: tier, value: web } }
trails: { names: [main] }
auditTrail: true
watchedBuckets: [shop-exports]
rootSignIn: false
watchdog: { email: [ops@example.com] }
email: { addresses: [ops@example.com], notifyOn: [critical] }
sms: { numbers: ["+821012345678"] }
smsRegion: ap-northeast-1
logs: { cpu: { /srv/shop.log: {} } }
processes: { httpd: null, mysqld: mysqld }
retentionDays: 30
`;
const target = (region: string) => ['--stage', STAGE, '--region', region];

const deploy = (region: string) => sls(world, 'deploy', ...target(region));
const teardown = (region: string) => npmRun(world, 'teardown', [...target(region), '--yes']);

/** As CloudFormation spells it, or `none`. */
async function statusOf(region: string, stage = STAGE): Promise<string> {
  const client = new CloudFormationClient({ region });
  const stacks = await client
    .send(new DescribeStacksCommand({ StackName: stackOf(stage) }))
    .catch(() => ({}));
  return 'Stacks' in stacks ? (stacks.Stacks?.[0]?.StackStatus ?? 'none') : 'none';
}

/** Hands an alarm to the notifier there. @returns what Slack has got since */
async function messagesBy(region: string): Promise<string[]> {
  const before = (await readMessages(world.slackUrl)).length;
  const { FunctionError, Payload } = await new LambdaClient({ region }).send(
    new InvokeCommand({
      FunctionName: `${stackOf(STAGE)}-slackNotifier`,
      Payload: JSON.stringify(fresh('alarm')),
    }),
  );
  if (FunctionError) throw new Error(`the notifier in ${region} failed: ${Buffer.from(Payload ?? [])}`);
  return (await readMessages(world.slackUrl)).slice(before).map(({ text }) => text);
}

beforeAll(async () => {
  for (const region of [HOME, FAR]) {
    await connectSlack(world, world.webhookUrl, ...target(region), '--quiet');
  }
});

afterAll(() => rmSync(configFile, { force: true }));

describe('a stage', () => {
  it('whose first deployment fails is deployed by the next, once the cause is mended', async () => {
    const [iam, inTheWay] = [new IAMClient(), { InstanceProfileName: `${stackOf(STAGE)}-${HOME}-instance` }];
    await iam.send(new CreateInstanceProfileCommand(inTheWay));
    const { code, output } = await deploy(HOME);
    expect({ code, output }).toEqual({ code: 1, output: expect.stringContaining('already exists') });
    await iam.send(new DeleteInstanceProfileCommand(inTheWay));
    await succeed('sls deploy', deploy(HOME));
    expect(await statusOf(HOME)).toMatch(/_COMPLETE$/);
  }, 120_000);

  it('that is deployed again unchanged is left as it is', async () => {
    expect(await succeed('sls deploy', deploy(HOME))).toContain('No changes to deploy');
  });

  it('takes every option, and goes back to none, with the same resources', async () => {
    const before = await stackResources(stackOf(STAGE));
    writeFileSync(configFile, OPTIONS);
    await succeed('sls deploy', deploy(HOME));
    const between = await stackResources(stackOf(STAGE));
    rmSync(configFile);
    await succeed('sls deploy', deploy(HOME));
    const after = await stackResources(stackOf(STAGE));
    expect([...between.keys()]).toEqual(expect.arrayContaining(['AllAlarmsRule', 'DataTrailBucket']));
    expect(between.has('RootSignInRule')).toBe(false);
    for (const [id, name] of [...before].filter(([id]) => between.has(id))) {
      expect([id, between.get(id), after.get(id)]).toEqual([id, name, name]);
    }
    expect([...after.keys()].sort()).toEqual([...before.keys()].sort());
  }, 120_000);

  it('is torn down, deployed, and deployed in a second region, by three commands', async () => {
    await succeed('npm run teardown', teardown(HOME));
    expect(await statusOf(HOME)).toBe('none');
    await succeed('sls deploy', deploy(HOME));
    await succeed('sls deploy', deploy(FAR));
    expect(await messagesBy(HOME)).toEqual([
      expect.stringContaining('🔴 *Example alarm name*: DeliveryErrors at 10'),
    ]);
    expect(await messagesBy(FAR)).toEqual([
      expect.stringContaining('🔴 *Example alarm name*: DeliveryErrors at 10'),
    ]);
  }, 180_000);

  it('that is torn down in one region stays in the other, and beside it the other stage', async () => {
    const output = await succeed('npm run teardown', teardown(FAR));
    expect(output).toContain(`config/webhook.${STAGE}.${FAR}.json: yours to delete`);
    expect(await Promise.all([statusOf(FAR), statusOf(HOME), statusOf(HOME, SHARED_STAGE)])).toEqual([
      'none',
      expect.stringMatching(/_COMPLETE$/),
      expect.stringMatching(/_COMPLETE$/),
    ]);
    expect(await messagesBy(HOME)).toHaveLength(1);
    expect(await succeed('npm run teardown', teardown(FAR))).toContain(
      `It has a webhook in ${HOME}: npm run teardown -- --stage ${STAGE} --region ${HOME}`,
    );
    await succeed('npm run teardown', teardown(HOME));
  }, 120_000);
});
