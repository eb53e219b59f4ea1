import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  KMSClient,
  NotFoundException,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import * as kms from './kms';

const client = mockClient(KMSClient);
beforeEach(() => client.reset());

/** What was sent, in order: the command's name and its input. */
const sent = () => client.calls().map(({ args: [command] }) => [command.constructor.name, command.input]);

const arn = 'arn:aws:kms:ap-northeast-2:123456789012:key/1';
const metadata = { KeyMetadata: { KeyId: '1', Arn: arn, KeyState: 'Enabled' as const } };
const context = { LambdaFunctionName: 'x' };
const bytes = new Uint8Array([1, 2, 3]);

describe('encrypt', () => {
  it('encrypts with the context', async () => {
    client.on(EncryptCommand).resolves({ CiphertextBlob: bytes });
    expect(await kms.encrypt(arn, '안녕', context)).toBe(bytes);
    const Plaintext = new TextEncoder().encode('안녕');
    expect(sent()).toEqual([['EncryptCommand', { KeyId: arn, Plaintext, EncryptionContext: context }]]);
  });
});

describe('findKey', () => {
  it('finds the key behind an alias', async () => {
    client.on(DescribeKeyCommand).resolves(metadata);
    expect(await kms.findKey('alias/a')).toEqual({ id: '1', arn, state: 'Enabled' });
    expect(sent()).toEqual([['DescribeKeyCommand', { KeyId: 'alias/a' }]]);
  });

  it('knows when there is none, and does not take a refusal for that', async () => {
    client.on(DescribeKeyCommand).rejectsOnce(new NotFoundException({ message: 'no', $metadata: {} }));
    expect(await kms.findKey('alias/a')).toBeUndefined();
    client.on(DescribeKeyCommand).rejects(new Error('AccessDenied'));
    await expect(kms.findKey('alias/a')).rejects.toThrow('AccessDenied');
  });
});

describe('createKey', () => {
  it('creates a tagged key', async () => {
    client.on(CreateKeyCommand).resolves(metadata);
    expect(await kms.createKey('of dev', { stage: 'dev' })).toEqual({ id: '1', arn, state: 'Enabled' });
    const Tags = [{ TagKey: 'stage', TagValue: 'dev' }];
    expect(sent()).toEqual([['CreateKeyCommand', { Description: 'of dev', Tags }]]);
  });
});

describe('putKeyPolicy, enableRotation, createAlias, keepKey, scheduleKeyDeletion', () => {
  it('send what KMS expects', async () => {
    const DeletionDate = new Date(0);
    client.on(PutKeyPolicyCommand).resolves({}).on(EnableKeyRotationCommand).resolves({});
    client.on(CreateAliasCommand).resolves({}).on(CancelKeyDeletionCommand).resolves({});
    client.on(EnableKeyCommand).resolves({}).on(ScheduleKeyDeletionCommand).resolves({ DeletionDate });
    await kms.putKeyPolicy('1', { Version: '2012-10-17' });
    await kms.enableRotation('1');
    await kms.createAlias('alias/a', '1');
    await kms.keepKey('1');
    expect(await kms.scheduleKeyDeletion('1')).toBe(DeletionDate);
    expect(sent()).toEqual([
      ['PutKeyPolicyCommand', { KeyId: '1', Policy: '{"Version":"2012-10-17"}' }],
      ['EnableKeyRotationCommand', { KeyId: '1' }],
      ['CreateAliasCommand', { AliasName: 'alias/a', TargetKeyId: '1' }],
      ['CancelKeyDeletionCommand', { KeyId: '1' }],
      ['EnableKeyCommand', { KeyId: '1' }],
      ['ScheduleKeyDeletionCommand', { KeyId: '1', PendingWindowInDays: 30 }],
    ]);
  });
});

describe('keyPolicyOf', () => {
  it('finds the key behind an alias', async () => {
    client.on(DescribeKeyCommand, { KeyId: 'alias/a' }).resolves({ KeyMetadata: { KeyId: '1' } });
    client.on(GetKeyPolicyCommand, { KeyId: '1' }).resolves({ Policy: '{"Statement":[]}' });
    expect(await kms.keyPolicyOf('alias/a')).toEqual({ Statement: [] });
  });
});
