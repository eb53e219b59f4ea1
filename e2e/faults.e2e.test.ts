/** What happens when the service itself fails: people are notified, by another way, once, and nothing is lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { queueLength } from '../cli/aws/sqs';
import { fixture } from '../test/fixture';
import { allCalls } from './calls';
import { npmRun, succeed } from './commands';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { recipientsOf } from './event-bridge';
import { fresh } from './fresh';
import { emptyQueue, invokeLater, nextInQueue, sendTo, setEnvironment, without } from './lambda';
import { subscribe } from './subscribers';
import { waitFor } from './wait-for';
import { deployedWebhook } from './webhook';
import { sharedWorld } from './world';

const world = sharedWorld();
const stack = stackOf(STAGE);
const { AlertsTopicArn = '', SubscribersTopicArn = '', WatchdogTopicArn = '' } = world.outputs;
const { ciphertext = '' } = deployedWebhook() ?? {};
const deadLetters = (key: string): string => `${stack}-${key}-dead-letters`;
const KEYS = ['slackNotifier', 'processRestarter', 'trailReenabler', 'instanceAlarms', 'cpuAlerter'];

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
const breakWebhook = () => withHookUrl(Buffer.from('broken').toString('base64'));
const mendWebhook = () => withHookUrl(ciphertext);

/** The notifier can neither send nor put aside what it has to send. */
async function withBrokenNotifier<T>(work: () => Promise<T>): Promise<T> {
  await breakWebhook();
  try {
    return await without(NOTIFIER, 'sqs:GetQueueUrl', work);
  } finally {
    await mendWebhook();
  }
}

beforeEach(async () => {
  for (const key of KEYS) await emptyQueue(deadLetters(key));
});

describe('a function that fails', () => {
  it.each(['processRestarter', 'trailReenabler', 'instanceAlarms'])(
    '%s has people notified, with what it was about',
    async (key) => {
      const before = await messageCount();
      await invokeLater(`${stack}-${key}`, { Records: [{ broken: `for ${key}` }] });
      const { attachments } = await messageAfter(before, `${key} failed`);
      expect(JSON.stringify(attachments)).toContain(`for ${key}`);
    },
  );
});

describe('a notifier that fails', () => {
  it('is called three times for one alarm, never for its own failure, and the alarm is kept', async () => {
    const { emails } = await subscribe(AlertsTopicArn);
    const alarm = fresh('alarm');
    await withBrokenNotifier(async () => {
      const before = await allCalls();
      await invokeLater(NOTIFIER, alarm);
      expect(await nextInQueue(deadLetters('slackNotifier'), 20_000)).toMatchObject({
        requestPayload: alarm,
      });
      await settle();
      expect(await allCalls()).toEqual({ ...before, [NOTIFIER]: (before[NOTIFIER] ?? 0) + 3 });
    });
    expect(await emails()).toEqual([]);
  });

  it('because of its webhook is called once, notifies those without Slack, and the alarm is kept', async () => {
    const [alerts, others] = [await subscribe(AlertsTopicArn), await subscribe(SubscribersTopicArn)];
    await breakWebhook();
    const before = await allCalls();
    await invokeLater(NOTIFIER, fresh('alarm'));
    expect(await nextInQueue(deadLetters('slackNotifier'))).toMatchObject({ pending: ['slack'] });
    await settle();
    expect(await allCalls()).toEqual({ ...before, [NOTIFIER]: (before[NOTIFIER] ?? 0) + 1 });
    expect([await alerts.emails(), await others.emails()]).toMatchObject([
      [],
      [{ subject: expect.stringContaining('Slack could not be reached') }],
    ]);
    await mendWebhook();
  });
});

describe('the topic `watchdog`', () => {
  const name = `${stack}-watchdog slackNotifier dead-letters`;
  /** A dead letter, and what SQS measures in the minute of its coming, 40 s ago. */
  const addLetter = async () => {
    await sendTo(deadLetters('slackNotifier'), {});
    await measureSent(1, 40);
  };
  /** @param age how long ago, in seconds */
  const measureSent = (Value: number, age: number) => {
    const Timestamp = new Date(Date.now() - age * 1_000);
    const Dimensions = [{ Name: 'QueueName', Value: deadLetters('slackNotifier') }];
    const MetricData = [{ MetricName: 'NumberOfMessagesSent', Value, Timestamp, Dimensions }];
    return new CloudWatchClient().send(new PutMetricDataCommand({ Namespace: 'AWS/SQS', MetricData }));
  };
  // `doctor` would find them ringing: the emulator rings for all queues at once.
  afterAll(async () => {
    const cloudwatch = new CloudWatchClient();
    const { MetricAlarms = [] } = await cloudwatch.send(
      new DescribeAlarmsCommand({ AlarmNamePrefix: `${stack}-watchdog`, StateValue: 'ALARM' }),
    );
    for (const { AlarmName } of MetricAlarms) {
      const state = { AlarmName, StateValue: 'OK' as const, StateReason: 'the test is over' };
      await cloudwatch.send(new SetAlarmStateCommand(state));
    }
  });

  it('gets a mail for each new dead letter, also while the first one remains, without any function', async () => {
    const { emails } = await subscribe(WatchdogTopicArn);
    const before = await allCalls();
    const mails = async (count: number) => {
      const ours = async () => (await emails()).filter(({ subject }) => subject.includes(name));
      const enough = async () => ((await ours()).length >= count ? await ours() : undefined);
      return waitFor(`${count} mails of ${name}`, enough, ours);
    };
    await addLetter();
    const [first] = await mails(1);
    expect(JSON.parse(first?.text ?? '')).toMatchObject({
      NewStateValue: 'ALARM',
      AlarmDescription: expect.stringContaining('npm run redrive -- --stage dev --dry-run'),
    });
    await sleep(21_000); // The alarm looks at one minute.
    await measureSent(0, 0);
    await addLetter();
    expect(await mails(2)).toHaveLength(2);
    expect(await queueLength(world.outputs.NotifierDeadLetterQueueUrl ?? '')).toBe(2);
    await settle();
    expect(await allCalls()).toEqual(before);
  });

  it('is the only one to get it: `allAlarms` leaves the service’s own alarms alone', async () => {
    const event = Object(fresh('alarm-eventbridge'));
    const named = (alarmName: string) => ({ ...event, detail: { ...event.detail, alarmName } });
    expect(await recipientsOf(named(`${stack}-watchdog slackNotifier errors`))).toEqual([]);
    expect(await recipientsOf(named('web-1 errors'))).toContainEqual(expect.stringContaining(NOTIFIER));
  });
});

describe('npm run redrive', () => {
  const redrive = (...options: string[]) =>
    succeed('npm run redrive', npmRun(world, 'redrive', ['--stage', STAGE, ...options]));

  /** Shown, put back, sent, gone. */
  async function goesBack(line: RegExp): Promise<void> {
    let output = '';
    const shown = async () => {
      output = await redrive('--dry-run');
      return output.includes('1 would go back') || undefined;
    };
    await waitFor('A dead letter', shown, () => output, 30_000);
    expect(output).toMatch(line);
    const before = await messageCount();
    expect(await redrive()).toContain('1 put back');
    await messageAfter(before, '🔴 *Example alarm name*: DeliveryErrors at 10');
    expect(await redrive()).toContain('No dead letters.');
  }

  it('puts back what the notifier could not handle, once it can', async () => {
    await withBrokenNotifier(async () => {
      await invokeLater(NOTIFIER, fresh('alarm'));
      await settle();
    });
    await goesBack(
      /would go back +\d+ s +slackNotifier +Example alarm name: DeliveryErrors at 10 \(limit 1\) +.*KMS_ENCRYPTED_HOOK_URL cannot be decrypted/,
    );
  });

  it('puts back what Slack would not take, once it will', async () => {
    await breakWebhook();
    await invokeLater(NOTIFIER, fresh('alarm'));
    await settle();
    await mendWebhook();
    await goesBack(
      /would go back +\d+ s +slackNotifier +Example alarm name: DeliveryErrors at 10 \(limit 1\) +not yet delivered to slack/,
    );
  });

  it('puts back what SNS and EventBridge could not deliver to their functions', async () => {
    const [{ Sns }] = Object(fresh('alarm')).Records;
    await sendTo(deadLetters('slackNotifier'), { ...Sns, Type: 'Notification' });
    await sendTo(deadLetters('instanceAlarms'), fixture('instances-look'));
    const [before, calls] = [await messageCount(), await allCalls()];
    expect(await redrive()).toContain('2 put back');
    await messageAfter(before, '🔴 *Example alarm name*: DeliveryErrors at 10');
    const key = `${stack}-instanceAlarms`;
    await waitFor(
      'A call of instanceAlarms',
      async () => (await allCalls())[key] === (calls[key] ?? 0) + 1 || undefined,
    );
  });

  it('never lets a process be restarted: the dead letter stays until it is discarded', async () => {
    const [{ Sns }] = Object(fresh('process-down')).Records;
    await sendTo(deadLetters('processRestarter'), { ...Sns, Type: 'Notification' });
    const before = await allCalls();
    const left =
      /stays +\d+ s +processRestarter +i-03e6aec1a93443558: httpd is not running +it asks for a restart/;
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
