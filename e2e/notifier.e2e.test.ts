/** What only a deployment shows of the notifier: its role, its secret, and where its failures go. */

import { join } from 'node:path';
import { DisableKeyCommand, EnableKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { fixture } from '../events/fixture';
import { readWebhookFile } from '../shared/config/webhook-file';
import { NOTIFIER, STAGE } from './deployment';
import {
  createQueue,
  emptyQueue,
  invoke,
  invokeLater,
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
const told = [{ signal: 'ALARM Example alarm name', outcome: 'told', why: 'the alarm is in ALARM' }];
const kms = new KMSClient();

beforeEach(() => emptyQueue(DEAD_LETTERS));

describe('the notifier’s role', () => {
  it('allows what it needs and nothing more', async () => {
    const { policy } = await rolePolicy(NOTIFIER);
    const actions = policy.Statement.flatMap(({ Action }) => Action);
    expect(actions.sort()).toEqual([
      'cloudwatch:DescribeAlarmHistory',
      'cloudwatch:DescribeAlarmsForMetric',
      'kms:Decrypt',
      'logs:CreateLogGroup',
      'logs:CreateLogStream',
      'logs:PutLogEvents',
      'sqs:SendMessage',
    ]);
    expect(await invoke(NOTIFIER, fixture('alarm'))).toEqual(told);
  });

  it('must allow kms:Decrypt: without it the notifier fails and says so', async () => {
    const answer = await without(NOTIFIER, 'kms:Decrypt', () => invoke(NOTIFIER, fixture('alarm')));
    expect(answer).toMatchObject({
      errorMessage: expect.stringMatching(/not authorized to perform: kms:Decrypt/),
    });
    expect(await invoke(NOTIFIER, fixture('alarm'))).toEqual(told);
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
    expect(await invoke(NOTIFIER, fixture('alarm'))).toEqual(told);
  });

  it('ends in the dead-letter queue, with the alarm and the reason, when it cannot be decrypted', async () => {
    await setEnvironment(NOTIFIER, { KMS_ENCRYPTED_HOOK_URL: Buffer.from('broken').toString('base64') });
    await invokeLater(NOTIFIER, fixture('alarm'));
    expect(await nextInQueue(DEAD_LETTERS)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted' },
      requestPayload: fixture('alarm'),
      responsePayload: {
        errorMessage: expect.stringContaining('KMS_ENCRYPTED_HOOK_URL cannot be decrypted'),
      },
    });
  });

  it('ends there too when KMS refuses, and works again when KMS does', async () => {
    await kms.send(new DisableKeyCommand({ KeyId: keyArn }));
    await setEnvironment(NOTIFIER, { RESTARTED: 'with a disabled key' });
    await invokeLater(NOTIFIER, fixture('alarm'));
    const record = await nextInQueue(DEAD_LETTERS).finally(() =>
      kms.send(new EnableKeyCommand({ KeyId: keyArn })),
    );
    expect(record).toMatchObject({ responsePayload: { errorMessage: expect.stringContaining('disabled') } });
    expect(await invoke(NOTIFIER, fixture('alarm'))).toEqual(told);
  });
});
