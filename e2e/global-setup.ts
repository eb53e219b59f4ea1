/** Starts the emulators and deploys into them, once for all e2e tests. */
import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { connectSlack, createWorld, deploy, STAGE, type World } from './deployment';
import { stopSchedules } from './event-bridge';
import { PHONE } from './subscribers';
import { shareWorld } from './world';

/** The operator's own topic, which is there before the deployment. */
async function configure({ folder }: World): Promise<void> {
  const { TopicArn } = await new SNSClient().send(new CreateTopicCommand({ Name: 'mission-sns' }));
  appendFileSync(
    join(folder, 'config', `${STAGE}.yml`),
    `
allAlarms: true
publishers: [events, budgets, costalerts, rds, backup]
existingTopics: ['${TopicArn}']
slack: { mentions: { critical: [here] } }
restart: { graceMinutes: 0 }
watchedBuckets: [shop-exports]
sms: { numbers: ['${PHONE}'] }
smsRegion: ap-northeast-1
agent: { rollOut: { tag: { key: monitoring, value: 'on' } } }
`,
  );
}

export default async function setUp(): Promise<void> {
  const world = await createWorld();
  try {
    await configure(world);
    await connectSlack(world, world.emulators.slack.webhookUrl, '--quiet');
    shareWorld(world, await deploy(world));
    await stopSchedules();
  } catch (error) {
    await world.stop();
    throw error;
  }
}
