/** What happens when the service itself fails: it is told, by another way, once, and nothing is lost. */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { fixture } from '../events/fixture';
import { readWebhookFile } from '../shared/config/webhook-file';
import { allCalls } from './calls';
import { npmRun, succeed } from './commands';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { deliver } from './event-bridge';
import { emptyQueue, invokeLater, listenTo, nextInQueue, sendTo, setEnvironment } from './lambda';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const stack = stackOf(STAGE);
const { ciphertext = '' } = readWebhookFile(join(world.folder, 'config'), STAGE) ?? {};
const deadLetters = (key: string): string => `${stack}-${key}-dead-letters`;

const messageAfter = (before: number, words: string) =>
  waitFor(
    `A message with "${words}"`,
    async () => (await readMessages(world.slackUrl)).slice(before).find(({ text }) => text.includes(words)),
    async () => (await readMessages(world.slackUrl)).slice(before).map(({ text }) => text),
    15_000,
  );
const messageCount = async () => (await readMessages(world.slackUrl)).length;

/** Long enough for a call too many. */
const settle = () => sleep(4_000);

/** The time makes it start anew: the emulator remembers the processes of an environment that it has seen. */
const withHookUrl = (KMS_ENCRYPTED_HOOK_URL: string) =>
  setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL, RESTARTED: new Date().toISOString() });
const breakNotifier = () => withHookUrl(Buffer.from('broken').toString('base64'));
const mendNotifier = () => withHookUrl(ciphertext);

describe('a function that fails', () => {
  it.each(['processRestarter', 'trailReenabler', 'instanceAlarms'])(
    '%s is told, with what it was about',
    async (key) => {
      const before = await messageCount();
      await invokeLater(`${stack}-${key}`, {
        ...Object(fixture('alarm')),
        Records: [{ broken: `for ${key}` }],
      });
      const { attachments } = await messageAfter(before, `${key} failed`);
      expect(JSON.stringify(attachments)).toContain(`for ${key}`);
    },
  );
});

describe('a notifier that fails', () => {
  afterEach(mendNotifier);

  it('is called three times for one alarm and never for its own failure, and the alarm is kept', async () => {
    await emptyQueue(deadLetters('slackNotifier'));
    const heard = await listenTo(world.outputs.AlertsTopicArn ?? '', 'heard-on-alerts');
    await breakNotifier();
    const before = await allCalls();
    await invokeLater(NOTIFIER, fixture('alarm'));
    expect(await nextInQueue(deadLetters('slackNotifier'))).toMatchObject({
      requestPayload: fixture('alarm'),
    });
    await settle();
    expect(await allCalls()).toEqual({ ...before, [NOTIFIER]: (before[NOTIFIER] ?? 0) + 3 });
    expect(await heard.all()).toEqual([]);
    await heard.stop();
  });
});

describe('the topic `watchdog`', () => {
  it('hears that a dead letter lies there, without any function', async () => {
    const heard = await listenTo(world.outputs.WatchdogTopicArn ?? '', 'heard-on-watchdog');
    const before = await allCalls();
    await new CloudWatchClient().send(
      new PutMetricDataCommand({
        Namespace: 'AWS/SQS',
        MetricData: [
          {
            MetricName: 'ApproximateNumberOfMessagesVisible',
            Dimensions: [{ Name: 'QueueName', Value: deadLetters('slackNotifier') }],
            Value: 1,
          },
        ],
      }),
    );
    const name = `${stack}-watchdog slackNotifier dead-letters`;
    const alarm = await waitFor(`The alarm ${name}`, async () =>
      (await heard.all()).map(Object).find(({ AlarmName }) => AlarmName === name),
    );
    expect(alarm).toMatchObject({
      NewStateValue: 'ALARM',
      AlarmDescription: expect.stringContaining('npm run redrive -- --stage dev --dry-run'),
    });
    await settle();
    expect(await allCalls()).toEqual(before);
    await heard.stop();
  });

  it('is the only one to hear it: `allAlarms` leaves the service’s own alarms alone', async () => {
    const event = Object(fixture('alarm-eventbridge'));
    const named = (alarmName: string) => ({ ...event, detail: { ...event.detail, alarmName } });
    expect(await deliver(named(`${stack}-watchdog slackNotifier errors`))).toEqual([]);
    expect(await deliver(named('web-1 errors'))).toEqual([expect.stringContaining(NOTIFIER)]);
  });
});

describe('npm run redrive', () => {
  const redrive = (...options: string[]) =>
    succeed('npm run redrive', npmRun(world, 'redrive', ['--stage', STAGE, ...options]));

  beforeEach(async () => {
    const { QueueUrls = [] } = await new SQSClient().send(
      new ListQueuesCommand({ QueueNamePrefix: `${stack}-` }),
    );
    for (const url of QueueUrls) await emptyQueue(url.replace(/^.*\//, ''));
  });

  it('puts back what the notifier could not tell, once it can', async () => {
    await breakNotifier();
    await invokeLater(NOTIFIER, fixture('alarm'));
    let output = '';
    const shown = async () => {
      output = await redrive('--dry-run');
      return output.includes('would go back') ? output : undefined;
    };
    expect(await waitFor('A dead letter', shown, () => output, 30_000)).toMatch(
      /would go back +\d+ s +slackNotifier +ALARM: Example alarm name +.*cannot be decrypted/,
    );
    await mendNotifier();
    const before = await messageCount();
    expect(await redrive()).toContain('1 put back');
    await messageAfter(before, 'ALARM: Example alarm name');
    expect(await redrive()).toContain('No dead letters.');
  });

  it('puts back what SNS and EventBridge could not deliver to their functions', async () => {
    const [{ Sns }] = Object(fixture('notice')).Records;
    await sendTo(deadLetters('slackNotifier'), { ...Sns, Type: 'Notification' });
    await sendTo(deadLetters('instanceAlarms'), fixture('instances-look'));
    const [before, calls] = [await messageCount(), await allCalls()];
    expect(await redrive()).toContain('2 put back');
    await messageAfter(before, JSON.parse(Sns.Message).title);
    const key = `${stack}-instanceAlarms`;
    await waitFor('A call of instanceAlarms', async () =>
      (await allCalls())[key] === (calls[key] ?? 0) + 1 ? true : undefined,
    );
  });

  it('never lets a process be restarted: the letter stays until it is discarded', async () => {
    const [{ Sns }] = Object(fixture('process-down')).Records;
    await sendTo(deadLetters('processRestarter'), { ...Sns, Type: 'Notification' });
    const before = await allCalls();
    const left = /stays +\d+ s +processRestarter +ALARM: httpd-process-down +it asks for a restart/;
    expect(await redrive()).toMatch(left);
    expect(await redrive()).toMatch(left);
    expect(await redrive('--discard')).toContain('1 discarded');
    expect(await redrive()).toContain('No dead letters.');
    await settle();
    expect(await allCalls()).toEqual(before);
  });

  it('says when there is no stack', async () => {
    const { code, output } = await npmRun(world, 'redrive', ['--stage', 'none']);
    expect([code, output]).toEqual([1, expect.stringContaining(`There is no stack ${stackOf('none')}`)]);
  });
});
