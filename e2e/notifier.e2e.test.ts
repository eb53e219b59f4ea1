/** What only a deployment shows of the notifier: its role, its secret, and where its failures go. */
import { join } from 'node:path';
import { DisableKeyCommand, EnableKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { readWebhookFile } from '../shared/config/webhook-file';
import { NOTIFIER, STAGE } from './deployment';
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
} from './lambda';
import { sharedWorld } from './world';

const world = sharedWorld();
const DEAD_LETTERS = `${NOTIFIER}-dead-letters`;
const { keyArn = '', ciphertext = '' } = readWebhookFile(join(world.folder, 'config'), STAGE) ?? {};
const notified = [{ event: 'ALARM Example alarm name', outcome: 'notified', why: 'the alarm is in ALARM' }];
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

  it('need not reach the table: then it may notify twice, rather than not at all', async () => {
    const event = fresh('alarm');
    expect(await invoke(NOTIFIER, event)).toEqual(notified);
    expect(await invoke(NOTIFIER, event)).toMatchObject([
      { outcome: 'suppressed', why: 'it was notified a moment ago' },
    ]);
    await without(NOTIFIER, 'dynamodb:PutItem', async () => {
      expect(await invoke(NOTIFIER, event)).toEqual(notified);
    });
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
    expect(await nextInQueue(DEAD_LETTERS)).toMatchObject({
      due: ['slack'],
      item: { about: 'ALARM Example alarm name' },
    });
  });

  it('leads there too when KMS refuses, and works again when KMS does', async () => {
    await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
    await setEnvironment(NOTIFIER, { RESTARTED: 'with a disabled key' });
    const answer = await invoke(NOTIFIER, fresh('alarm')).finally(() =>
      kms.send(new EnableKeyCommand({ KeyId: keyArn })),
    );
    expect(answer).toMatchObject([{ outcome: 'failed over', why: expect.stringContaining('disabled') }]);
    expect(await nextInQueue(DEAD_LETTERS)).toMatchObject({ due: ['slack'] });
    expect(await invoke(NOTIFIER, fresh('alarm'))).toEqual(notified);
  });
});
