/** `npm run doctor` on a deployment that is well, and on one that is broken in one way after the other. */
import { createServer } from 'node:http';
import {
  CloudWatchClient,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, PutRetentionPolicyCommand } from '@aws-sdk/client-cloudwatch-logs';
import { EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  SetSubscriptionAttributesCommand,
  SetTopicAttributesCommand,
  SNSClient,
  SubscribeCommand,
  UnsubscribeCommand,
} from '@aws-sdk/client-sns';
import * as v from 'valibot';
import { linesWith } from '../cli/aws/cloudwatch-logs';
import { functionEnvironment } from '../cli/aws/lambda';
import { startLogging } from '../shared/aws/cloudtrail';
import { fixture } from '../test/fixture';
import { putCpuAlarm } from './aws';
import { npmRun } from './commands';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { deliver } from './event-bridge';
import { emptyQueue, sendAs, setEnvironment, without } from './lambda';
import { createTrail, stopTrail, TRAIL } from './trail';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const shared = sharedWorld();
/** The emulator of SSM does not list instances; that of AWS does. */
const world = {
  ...shared,
  env: { ...shared.env, AWS_ENDPOINT_URL_SSM: shared.env.AWS_ENDPOINT_URL ?? '' },
};
const { AlertsTopicArn: alerts = '', WatchdogTopicArn: watchdog = '' } = world.outputs;
const CANARY = `${stackOf(STAGE)}-canary`;
const DEAD_LETTERS = `${NOTIFIER}-dead-letters`;
const cloudWatch = new CloudWatchClient();
const sns = new SNSClient();

const findings = v.array(
  v.object({ name: v.string(), state: v.string(), seen: v.string(), remedy: v.optional(v.string(), '') }),
);

/** What the doctor finds, by name. */
async function examine(...options: string[]) {
  const { code, output } = await npmRun(world, 'doctor', ['--json', ...options]);
  expect(output).not.toContain(new URL(world.webhookUrl).pathname);
  const json = /^\[$[\s\S]*^\]$/m.exec(output)?.[0] ?? output;
  const found = v.parse(findings, JSON.parse(json));
  return { code, of: (name: string) => found.find((finding) => finding.name === name), found };
}

/** The subscription of a function to `alerts`. */
async function subscriptionOf(functionKey: string): Promise<string> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn: alerts }));
  return Subscriptions.find(({ Endpoint }) => Endpoint?.endsWith(functionKey))?.SubscriptionArn ?? '';
}

/** A webhook of Slack that has been revoked. */
async function withRevokedWebhook<T>(work: () => Promise<T>): Promise<T> {
  const server = createServer((_, response) => response.writeHead(404).end('no_service'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { CiphertextBlob = new Uint8Array() } = await new KMSClient().send(
    new EncryptCommand({
      KeyId: `alias/${stackOf(STAGE)}`,
      Plaintext: new TextEncoder().encode(`http://127.0.0.1:${port}/services/T0/B0/revoked`),
    }),
  );
  const { KMS_ENCRYPTED_HOOK_URL = '' } = await functionEnvironment(NOTIFIER);
  await setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL: Buffer.from(CiphertextBlob).toString('base64') });
  try {
    return await work();
  } finally {
    await setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL });
    server.close();
  }
}

const setCanary = (StateValue: 'ALARM' | 'OK', StateReason: string) =>
  cloudWatch.send(new SetAlarmStateCommand({ AlarmName: CANARY, StateValue, StateReason }));

const seenAfter = (since: Date) => linesWith(`/aws/lambda/${NOTIFIER}`, 'CanarySeen', since);

beforeAll(async () => {
  await putCpuAlarm(alerts, 'doctor’s CPU');
  await createTrail();
  await startLogging(TRAIL);
  await emptyQueue(DEAD_LETTERS);
});

describe('npm run doctor', () => {
  it('shows every check of a deployment in a table', async () => {
    const { output } = await npmRun(world, 'doctor', ['--stage', STAGE]);
    for (const name of [
      'version',
      'roles',
      'topic policies',
      'topic encryption',
      'alarm actions',
      'own alarms',
      'subscriptions',
      'filters',
      'webhook',
      'webhook alive',
      'channel',
      'dead letters',
      'logs of functions',
      'logs of instances',
      'SSM',
      'CloudWatch agent',
      'other stages',
      'audit log',
    ]) {
      expect(output).toMatch(new RegExp(`^(ok     |warning|broken )  ${name}  `, 'm'));
    }
    // The emulator has no sandbox for SMS.
    expect(output.replace(/^broken +SMS .*$/m, '')).not.toContain('could not be looked at');
  });

  it('finds nothing broken but what the tests have done to the roles', async () => {
    const { found } = await examine();
    const broken = found.filter(({ state }) => state === 'broken').map(({ name }) => name);
    expect(broken.filter((name) => !['roles', 'audit log', 'SMS'].includes(name))).toEqual([]);
  });

  it('says so when there is no such stage', async () => {
    const { code, output } = await npmRun(world, 'doctor', ['--stage', 'nowhere']);
    expect(code).toBe(1);
    expect(output).toContain('There is no stack alarm-responder-nowhere');
  });
});

describe('what somebody breaks', () => {
  it('an alarm’s actions', async () => {
    const AlarmNames = ['doctor’s CPU'];
    await cloudWatch.send(new DisableAlarmActionsCommand({ AlarmNames }));
    const { code, of } = await examine();
    await cloudWatch.send(new EnableAlarmActionsCommand({ AlarmNames }));
    expect(code).toBe(1);
    expect(of('alarm actions')).toMatchObject({
      state: 'broken',
      seen: expect.stringContaining('doctor’s CPU'),
    });
  });

  it('instances that another stage looks after too', async () => {
    const name = 'other stage’s CPU';
    await putCpuAlarm(alerts.replace(`-${STAGE}-`, '-other-'), name);
    const { of } = await examine();
    await cloudWatch.send(new DeleteAlarmsCommand({ AlarmNames: [name] }));
    expect(of('other stages')).toMatchObject({
      state: 'warning',
      seen: expect.stringContaining('stage other has alarms on'),
    });
  });

  it('a filter', async () => {
    const SubscriptionArn = await subscriptionOf('processRestarter');
    const { Attributes } = await sns.send(new GetSubscriptionAttributesCommand({ SubscriptionArn }));
    const set = (AttributeValue: string | undefined) =>
      sns.send(
        new SetSubscriptionAttributesCommand({
          SubscriptionArn,
          AttributeName: 'FilterPolicy',
          AttributeValue,
        }),
      );
    await set('{"NewStateValue":["OK"]}');
    const { of } = await examine();
    await set(Attributes?.FilterPolicy);
    expect(of('filters')).toMatchObject({
      state: 'broken',
      seen: expect.stringContaining('ProcessRestarter'),
    });
  });

  it('a topic’s policy', async () => {
    const { Attributes } = await sns.send(new GetTopicAttributesCommand({ TopicArn: watchdog }));
    const set = (AttributeValue: string | undefined) =>
      sns.send(
        new SetTopicAttributesCommand({ TopicArn: watchdog, AttributeName: 'Policy', AttributeValue }),
      );
    await set('{"Version":"2012-10-17","Statement":[]}');
    const { of } = await examine();
    await set(Attributes?.Policy);
    expect(of('topic policies')).toMatchObject({
      state: 'broken',
      seen: expect.stringContaining('watchdog does not admit'),
    });
  });

  it('a topic’s encryption', async () => {
    const set = (AttributeValue: string) =>
      sns.send(
        new SetTopicAttributesCommand({ TopicArn: alerts, AttributeName: 'KmsMasterKeyId', AttributeValue }),
      );
    await set('alias/aws/sns');
    const { of } = await examine();
    await set('');
    expect(of('topic encryption')).toMatchObject({
      state: 'broken',
      seen: expect.stringContaining('alerts'),
    });
  });

  it('a role', async () => {
    const { of } = await without(NOTIFIER, 'kms:Decrypt', () => examine());
    expect(of('roles')).toMatchObject({
      state: 'broken',
      seen: expect.stringContaining('SlackNotifierIamRoleLambdaExecution lacks kms:Decrypt'),
    });
  });

  it('the webhook', async () => {
    await withRevokedWebhook(async () => {
      const { code, of } = await examine();
      expect(code).toBe(1);
      expect(of('webhook')).toMatchObject({ state: 'ok' });
      expect(of('webhook alive')).toMatchObject({
        state: 'broken',
        seen: 'dead: it refused an empty message with no_service (HTTP 404)',
      });
    });
  });

  it('the time that logs are kept', async () => {
    const logs = new CloudWatchLogsClient();
    const logGroupName = `/aws/lambda/${NOTIFIER}`;
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 1 }));
    const { of } = await examine();
    await logs.send(new PutRetentionPolicyCommand({ logGroupName, retentionInDays: 365 }));
    expect(of('logs of functions')).toMatchObject({
      state: 'warning',
      seen: expect.stringContaining('1 days'),
    });
  });

  it('the audit log', async () => {
    await stopTrail();
    const { of } = await examine();
    await startLogging(TRAIL);
    expect(of('audit log')).toMatchObject({ state: 'broken', seen: expect.stringContaining('audit') });
  });

  it('a message that was not sent', async () => {
    await sendAs(NOTIFIER, DEAD_LETTERS);
    const { of } = await examine();
    await emptyQueue(DEAD_LETTERS);
    expect(of('dead letters')).toMatchObject({
      state: 'broken',
      seen: expect.stringContaining(`1 in ${DEAD_LETTERS}`),
    });
  });

  it('the way to people whom the watchdog notifies', async () => {
    const { SubscriptionArn } = await sns.send(
      new SubscribeCommand({
        TopicArn: watchdog,
        Protocol: 'email',
        Endpoint: 'ops@example.com',
        ReturnSubscriptionArn: true,
      }),
    );
    const { of } = await examine();
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
    // The emulator confirms emails by itself; what a pending one looks like is a unit test's.
    expect(of('subscriptions')).toMatchObject({ state: 'ok' });
    const { of: after } = await examine();
    expect(after('subscriptions')).toMatchObject({ state: 'warning' });
  });
});

describe('the canary', () => {
  it('is followed from the alarm to Slack, and set back', async () => {
    const before = (await readMessages(world.slackUrl)).length;
    const { of } = await examine('--canary');
    expect(of('canary')).toMatchObject({
      state: 'ok',
      seen: expect.stringMatching(
        /^alarm after .* s, notifier after .* s, Slack took it after .* s, .* s in all$/,
      ),
    });
    const [message, ...others] = (await readMessages(world.slackUrl)).slice(before);
    expect(message?.text).toContain('Canary doctor');
    expect(message?.text).not.toContain('<!here>');
    expect(others).toEqual([]);
    const { MetricAlarms: [alarm] = [] } = await cloudWatch.send(
      new DescribeAlarmsCommand({ AlarmNames: [CANARY] }),
    );
    expect(alarm?.StateValue).toBe('OK');
  });

  it('does not arrive when the webhook is revoked, and the doctor says why', async () => {
    const { of } = await withRevokedWebhook(() => examine('--canary'));
    expect(of('canary')).toMatchObject({ state: 'broken', seen: expect.stringContaining('no_service') });
    await emptyQueue(DEAD_LETTERS);
  });

  it('is left to the topic where every alarm comes by EventBridge', async () => {
    const event = Object(fixture('alarm-eventbridge'));
    const resources = [`arn:aws:cloudwatch:ap-northeast-2:000000000000:alarm:${CANARY}`];
    const ofCanary = { ...event, resources, detail: { ...event.detail, alarmName: CANARY } };
    expect(await deliver(ofCanary)).toEqual([]);
  });

  it('of every day is seen, and bothers nobody', async () => {
    const before = (await readMessages(world.slackUrl)).length;
    const since = new Date();
    await setCanary('ALARM', 'daily: would an alarm be told?');
    const [line = ''] = await waitFor('The metric', async () => {
      const lines = await seenAfter(since);
      return lines.length > 0 ? lines : undefined;
    });
    await setCanary('OK', 'e2e');
    expect(JSON.parse(line)).toMatchObject({
      CanarySeen: 1,
      Alarm: CANARY,
      _aws: { CloudWatchMetrics: [{ Namespace: 'alarm-responder', Dimensions: [['Alarm']] }] },
    });
    expect((await readMessages(world.slackUrl)).slice(before)).toEqual([]);
  });

  it('of every day is not seen when the webhook is revoked', async () => {
    const since = new Date();
    await withRevokedWebhook(async () => {
      await setCanary('ALARM', 'daily: would an alarm be told?');
      const failed = await waitFor('The failure', async () => {
        const lines = await linesWith(`/aws/lambda/${NOTIFIER}`, 'The canary died', since);
        return lines.length > 0 ? lines : undefined;
      });
      expect(failed.join()).toContain('no_service');
    });
    await setCanary('OK', 'e2e');
    expect(await seenAfter(since)).toEqual([]);
  });
});
