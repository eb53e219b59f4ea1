/** Every operation of the light call, against two emulators that others have made after AWS's documentation. */
import { randomUUID } from 'node:crypto';
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateKeyCommand, EncryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { CreateTopicCommand, SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { alarmChanges, alarmsForMetric, metricValues } from '../shared/aws/cloudwatch-reads';
import { tableCreatedAt, tableStore } from '../shared/aws/dynamodb';
import { claimIncident, saveIncident } from '../shared/aws/incident-table';
import { decrypt } from '../shared/aws/kms';
import { backOff, takeSlot } from '../shared/aws/slots';
import { publish, sendSms } from '../shared/aws/sns';
import { sendMessage, setVisibility } from '../shared/aws/sqs';
import { NO_ENTRY } from '../shared/state/incident';
import { subscribe } from './subscribers';
import { waitFor } from './wait-for';

const REAL_ENV = { ...process.env };
const emulators = [
  ['ministack', process.env.AWS_ENDPOINT_URL],
  ['moto', process.env.AWS_ENDPOINT_URL_SSM],
] as const;

describe.each(emulators)('%s', (emulator, url) => {
  const name = `light-call-${randomUUID().slice(0, 8)}`;
  beforeAll(() => {
    if (!url) throw new Error(`expected the address of ${emulator}`);
    process.env.AWS_ENDPOINT_URL = url;
  });
  afterAll(() => {
    process.env = REAL_ENV;
  });

  it('KMS decrypts, and refuses another context', async () => {
    const kms = new KMSClient();
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
    const EncryptionContext = { LambdaFunctionName: name };
    const Plaintext = Buffer.from('https://hooks.slack.com/안녕');
    const { CiphertextBlob = new Uint8Array() } = await kms.send(
      new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext, EncryptionContext }),
    );
    expect(await decrypt(CiphertextBlob, EncryptionContext)).toBe('https://hooks.slack.com/안녕');
    await expect(decrypt(CiphertextBlob, { LambdaFunctionName: 'other' })).rejects.toMatchObject({
      name: 'InvalidCiphertextException',
      status: 400,
    });
  });

  it('the table keeps entries, claims and slots', async () => {
    await new DynamoDBClient().send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      }),
    );
    expect(Math.abs(Date.now() - (await tableCreatedAt(name)).getTime())).toBeLessThan(60_000);

    const store = tableStore(name);
    const expiresAt = new Date(Date.now() + 60_000);
    expect(await store.get('a')).toBeUndefined();
    expect(await store.put('a', { x: '안녕' }, { expected: 0, expiresAt })).toBe(true);
    expect(await store.put('a', {}, { expected: 0, expiresAt })).toBe(false);
    expect(await store.get('a')).toEqual({ data: { x: '안녕' }, version: 1 });

    const request = { incident: 'alarm web', owner: 'one', ids: ['1:ALARM'], now: new Date() };
    expect(await claimIncident(name, request)).toEqual({ won: true, entry: NO_ENTRY });
    const entry = {
      ...NO_ENTRY,
      notified: ['1:ALARM'],
      newest: { at: 1, state: 'ALARM', severity: 'critical' },
    } as const;
    const kept = { ...entry, notified: [...entry.notified] };
    expect(
      await saveIncident(name, { incident: 'alarm web', owner: 'one', entry: kept, release: true }),
    ).toBe(true);
    expect(
      await saveIncident(name, { incident: 'alarm web', owner: 'one', entry: kept, release: true }),
    ).toBe(false);
    expect(await claimIncident(name, { ...request, owner: 'two' })).toEqual({ won: false, entry: kept });

    const slot = { now: Date.now(), intervalMs: 1_100, maxWaitMs: 3_000 };
    expect([await takeSlot(name, 'slots', slot), await takeSlot(name, 'slots', slot)]).toEqual([0, 1_100]);
    await backOff(name, 'slots', { now: slot.now, ms: 60_000 });
    expect(await takeSlot(name, 'slots', slot)).toBeUndefined();
  });

  it('SQS takes messages, and hides them', async () => {
    const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const body = JSON.stringify({ text: '안녕 & <b>\n🔴' });
    await sendMessage(name, body);
    const receive = async () => (await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.[0];
    const message = await receive();
    expect(message?.Body).toBe(body);
    await setVisibility(name, { receipt: message?.ReceiptHandle ?? '' });
    expect((await receive())?.Body).toBe(body);
  });

  it('SNS publishes with subject and attributes, and sends SMS', async () => {
    const { TopicArn = '' } = await new SNSClient().send(new CreateTopicCommand({ Name: name }));
    const { emails } = await subscribe(TopicArn);
    const text = 'a=b&c +\n안녕 🔴';
    await publish(TopicArn, text, { subject: 'ALARM: web', attributes: { severity: ['critical', 'good'] } });
    await waitFor('The message', async () => (await emails())[0], emails);
    expect(await emails()).toEqual([
      { subject: 'ALARM: web', text, attributes: { severity: '["critical","good"]' } },
    ]);
    await sendSms('+821012345678', text, undefined, AbortSignal.timeout(5_000));
    await expect(publish(`${TopicArn}-gone`, text)).rejects.toMatchObject({
      $fault: 'client',
      name: /NotFound/,
    });
  });

  it('CloudWatch gives alarms, their history, and values', async () => {
    const cloudWatch = new CloudWatchClient();
    const metric = {
      namespace: name,
      name: 'Busy',
      dimensions: { InstanceId: 'i-1' },
      statistic: undefined,
      period: 60,
      unit: undefined,
    };
    const Dimensions = [{ Name: 'InstanceId', Value: 'i-1' }];
    const minute = Math.floor(Date.now() / 60_000) * 60_000 - 60_000;
    await cloudWatch.send(
      new PutMetricAlarmCommand({
        AlarmName: name,
        Namespace: name,
        MetricName: 'Busy',
        Dimensions,
        Statistic: 'Average',
        Period: 60,
        EvaluationPeriods: 1,
        Threshold: 50,
        ComparisonOperator: 'GreaterThanThreshold',
        AlarmDescription: 'severity: warning',
        AlarmActions: ['arn:aws:sns:us-east-1:000000000000:x'],
      }),
    );
    await cloudWatch.send(
      new SetAlarmStateCommand({ AlarmName: name, StateValue: 'ALARM', StateReason: 'e2e' }),
    );
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: name,
        MetricData: [{ MetricName: 'Busy', Dimensions, Value: 12.5, Timestamp: new Date(minute) }],
      }),
    );
    expect(await alarmsForMetric(metric)).toMatchObject([
      { name, description: 'severity: warning', actions: ['arn:aws:sns:us-east-1:000000000000:x'] },
    ]);
    const history = alarmChanges(name, new Date(Date.now() - 3_600_000));
    // moto knows no history.
    if (emulator === 'moto') await expect(history).rejects.toMatchObject({ status: 500, $fault: 'server' });
    else expect(await history).toContainEqual(expect.objectContaining({ to: 'ALARM', at: expect.any(Date) }));
    const range = { from: new Date(minute - 600_000), to: new Date(Date.now() + 60_000), period: 60 };
    expect(await metricValues(metric, range)).toEqual([{ at: new Date(minute), value: 12.5 }]);
  });
});
