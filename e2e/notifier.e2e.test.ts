/** What only a deployment shows of the notifier: its role, its secret, and where its failures go. */
import { DisableKeyCommand, EnableKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { batchOf } from './batch';
import { NOTIFIER } from './deployment';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import {
  createQueue,
  emptyQueue,
  invoke,
  nextInQueue,
  rolePolicy,
  sendAs,
  setEnvironment,
  without,
  withoutQueue,
} from './lambda';
import { deployedWebhook } from './webhook';
import { sharedWorld } from './world';

const world = sharedWorld();
const DEAD_LETTERS = `${NOTIFIER}-dead-letters`;
const { keyArn = '', ciphertext = '' } = deployedWebhook() ?? {};
const notified = [{ event: 'ALARM Example alarm name', outcome: 'notified', why: 'the alarm is in ALARM' }];
const keptForSlack = {
  type: 'alarm-responder.delivery',
  version: 2,
  pending: ['slack'],
  notification: { title: 'Example alarm name: DeliveryErrors at 10 (limit 1)' },
};
const kms = new KMSClient();

beforeEach(() => emptyQueue(DEAD_LETTERS));

describe('the notifier’s role', () => {
  it('allows what it needs and nothing more', async () => {
    const { policy } = await rolePolicy(NOTIFIER);
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual([
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:DescribeAlarmsForMetric',
      'dynamodb:GetItem',
      'dynamodb:PutItem',
      'dynamodb:UpdateItem',
      'kms:Decrypt',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sns:Publish',
      'sns:Publish', // One for the topic, one for SMS.
      'sqs:ChangeMessageVisibility',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:GetQueueUrl',
      'sqs:ReceiveMessage',
      'sqs:SendMessage',
      'sqs:SendMessage',
    ]);
    expect(await invoke(NOTIFIER, fresh('alarm'))).toEqual(notified);
  });

  it('must allow kms:Decrypt: without it those without Slack are notified, and why', async () => {
    const answer = await without(NOTIFIER, 'kms:Decrypt', () => invoke(NOTIFIER, fresh('alarm')));
    const why = expect.stringMatching(/not authorized to perform: kms:Decrypt/);
    expect(answer).toMatchObject([{ outcome: 'failed over', why }]);
    expect(await invoke(NOTIFIER, fresh('alarm'))).toEqual(notified);
  });

  it('need not reach the table: what waits for it notifies after a minute all the same', async () => {
    await withoutQueue(NOTIFIER, () =>
      without(NOTIFIER, 'dynamodb:UpdateItem', async () => {
        const before = (await readMessages(world.slackUrl)).length;
        const posted = async () => (await readMessages(world.slackUrl)).slice(before);
        const why = expect.stringMatching(/not authorized to perform: dynamodb:UpdateItem/);
        expect(await invoke(NOTIFIER, fresh('alarm'))).toMatchObject([{ outcome: 'queued', why }]);
        const queued = await nextInQueue(`${NOTIFIER}-queue`);
        const again = { batchItemFailures: [{ itemIdentifier: expect.any(String) }] };
        expect(await invoke(NOTIFIER, batchOf([queued], 50_000))).toEqual(again);
        expect(await posted()).toEqual([]);
        expect(await invoke(NOTIFIER, batchOf([queued], 120_000))).toEqual({ batchItemFailures: [] });
        expect(await posted()).toEqual([
          expect.objectContaining({
            text: expect.stringContaining('🔴 *Example alarm name*: DeliveryErrors at 10 (limit 1)'),
          }),
        ]);
        expect(JSON.stringify(await posted())).toContain('The state table could not be asked');
      }),
    );
  });

  // The emulator delivers failures without asking the role, so the role itself is asked.
  it('may send to its dead-letter queue, and to no other', async () => {
    await createQueue('of-somebody-else');
    const denied = /not authorized to perform: sqs:SendMessage/;
    await sendAs(NOTIFIER, DEAD_LETTERS);
    await expect(sendAs(NOTIFIER, 'of-somebody-else')).rejects.toThrow(denied);
    const withoutIt = without(NOTIFIER, 'sqs:SendMessage', () => sendAs(NOTIFIER, DEAD_LETTERS));
    await expect(withoutIt).rejects.toThrow(denied);
  });
});

describe('the notifier', () => {
  it('notifies once of what comes twice', async () => {
    const event = fresh('alarm');
    expect(await invoke(NOTIFIER, event)).toEqual(notified);
    expect(await invoke(NOTIFIER, event)).toMatchObject([
      { outcome: 'suppressed', why: 'it was dealt with already' },
    ]);
  });
});

describe('the encrypted webhook', () => {
  afterEach(() => setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL: ciphertext }));

  it('decrypts without a context too, as the command line encrypts', async () => {
    const Plaintext = new TextEncoder().encode(world.webhookUrl);
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new EncryptCommand({ KeyId: keyArn, Plaintext }),
    );
    await setEnvironment(NOTIFIER, {
      KMS_ENCRYPTED_HOOK_URL: Buffer.from(CiphertextBlob).toString('base64'),
    });
    expect(await invoke(NOTIFIER, fresh('alarm'))).toEqual(notified);
  });

  it('leads to the dead letters, with the others notified of the alarm and the reason, when it cannot be decrypted', async () => {
    await setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL: Buffer.from('broken').toString('base64') });
    expect(await invoke(NOTIFIER, fresh('alarm'))).toMatchObject([
      { outcome: 'failed over', why: expect.stringContaining('KMS_ENCRYPTED_HOOK_URL cannot be decrypted') },
    ]);
    expect(await nextInQueue(DEAD_LETTERS)).toMatchObject(keptForSlack);
  });

  it('leads there too when KMS refuses, and works again when KMS does', async () => {
    await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
    await setEnvironment(NOTIFIER, { RESTARTED: 'with a disabled key' });
    const answer = await invoke(NOTIFIER, fresh('alarm')).finally(() =>
      kms.send(new EnableKeyCommand({ KeyId: keyArn })),
    );
    expect(answer).toMatchObject([{ outcome: 'failed over', why: expect.stringContaining('disabled') }]);
    expect(await nextInQueue(DEAD_LETTERS)).toMatchObject(keptForSlack);
    expect(await invoke(NOTIFIER, fresh('alarm'))).toEqual(notified);
  });
});
