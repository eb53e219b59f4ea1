/** The way of an alarm: datum → alarm → SNS → deployed Lambda → Slack. A CPU alarm in ALARM goes by cpuAlerter. */
import { setTimeout } from 'node:timers/promises';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { deleteOurAlarms } from '../cli/forget-instances';
import { CPU_ALARM, CPU_INSTANCE, putCpu, putCpuAlarm } from './aws';
import { sls, succeed } from './commands';
import { STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import { shownIn } from './shown';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const messages = () => readMessages(world.slackUrl);

/** The first message after those that were there before that holds all the words. */
async function messageAfter(act: () => Promise<unknown>, ...words: string[]) {
  const before = (await messages()).length;
  await act();
  return waitFor(
    `A message with "${words.join('" and "')}"`,
    async () =>
      (await messages())
        .slice(before)
        .find((message) => words.every((one) => shownIn(message).includes(one))),
    async () => (await messages()).slice(before).map(({ text }) => text),
  );
}

describe('a CPU alarm on the topic `alerts`', () => {
  beforeAll(async () => {
    await deleteOurAlarms(stackOf(STAGE)); // Of other tests: the emulator would ring them all for one datum.
    await putCpuAlarm(world.outputs.AlertsTopicArn ?? '');
  });

  it('notifies Slack when a datum crosses the threshold, and calls who is configured', async () => {
    const { text, attachments } = await messageAfter(
      () => putCpu(80),
      `${CPU_INSTANCE}: CPU is in ALARM`,
      `alarm ${CPU_ALARM}`,
    );
    expect(text).toMatch(/^<!here> 🔴 \*i-0a1b2c3d4e5f60718\*: /);
    expect(JSON.stringify(attachments)).toContain('CPUUtilization (AWS/EC2, Average)');
  });

  it('notifies when it is over', async () => {
    await setTimeout(1_000); // The emulator knows whole seconds: what begins and ends in one has no duration.
    const { text } = await messageAfter(() => putCpu(10), `${CPU_INSTANCE}: CPU is OK`, `alarm ${CPU_ALARM}`);
    expect(text).toMatch(/^🟢 \*i-0a1b2c3d4e5f60718\*: CPU is OK, after \d+ s/);
  });
});

describe('the operator’s own topic', () => {
  it('is subscribed to like ours', async () => {
    const [record] = Object(fresh('process-down')).Records;
    const TopicArn = 'arn:aws:sns:ap-northeast-2:000000000000:mission-sns';
    const publish = () => new SNSClient().send(new PublishCommand({ TopicArn, Message: record.Sns.Message }));
    await expect(messageAfter(publish, 'i-03e6aec1a93443558: httpd is not running')).resolves.toBeDefined();
  });
});

describe('sls logs', () => {
  it('shows one JSON line for each alarm', async () => {
    const output = await succeed('sls logs', sls(world, 'logs', '-f', 'slackNotifier', '--startTime', '1m'));
    // What osls itself says comes in between, at times in the middle of a line of another test.
    const event = `ALARM ${CPU_ALARM}`;
    const lines = output.split('\n').filter((line) => line.startsWith('{') && line.includes(event));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        level: 'INFO',
        message: 'notified',
        event,
        alarm: CPU_ALARM,
        state: 'ALARM',
        ms: expect.any(Number),
      }),
    );
  });
});

describe('the dead-letter queue', () => {
  it('is empty when all was sent', async () => {
    const { Attributes } = await new SQSClient({ useQueueUrlAsEndpoint: false }).send(
      new GetQueueAttributesCommand({
        QueueUrl: world.outputs.NotifierDeadLetterQueueUrl,
        AttributeNames: ['ApproximateNumberOfMessages'],
      }),
    );
    expect(Attributes).toEqual({ ApproximateNumberOfMessages: '0' });
  });
});
