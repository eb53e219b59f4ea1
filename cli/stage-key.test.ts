import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  KMSClient,
  PutKeyPolicyCommand,
} from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { ensureStageKey } from './stage-key';

const client = mockClient(KMSClient);
const said = jest.spyOn(console, 'log').mockImplementation();
beforeEach(() => {
  client.reset();
  said.mockClear();
  client.on(PutKeyPolicyCommand).resolves({}).on(EnableKeyRotationCommand).resolves({});
  client.on(CreateAliasCommand).resolves({}).on(EnableKeyCommand).resolves({});
  client.on(CancelKeyDeletionCommand).resolves({});
});

const arn = 'arn:aws-cn:kms:cn-north-1:123456789012:key/1';
const found = (state: 'Enabled' | 'PendingDeletion') => ({ id: '1', arn, state });
const verbs = () => client.calls().map(({ args: [command] }) => command.constructor.name);

describe('ensureStageKey', () => {
  it('uses the key behind the alias', async () => {
    expect(await ensureStageKey('dev', found('Enabled'))).toMatchObject({ arn });
    expect(verbs()).toEqual(['EnableKeyRotationCommand']);
  });

  it('creates a key for this account and its alarms, the alias last', async () => {
    client.on(CreateKeyCommand).resolves({ KeyMetadata: { KeyId: '1', Arn: arn, KeyState: 'Enabled' } });
    expect(await ensureStageKey('dev', undefined)).toMatchObject({ arn });
    expect(verbs()).toEqual([
      'CreateKeyCommand',
      'PutKeyPolicyCommand',
      'EnableKeyRotationCommand',
      'CreateAliasCommand',
    ]);
    const { Policy = '' } = client.commandCalls(PutKeyPolicyCommand)[0]?.args[0].input ?? {};
    expect(JSON.parse(Policy).Statement).toMatchObject([
      { Principal: { AWS: 'arn:aws-cn:iam::123456789012:root' } },
      {
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
      },
    ]);
  });

  it('keeps a key that was to be deleted', async () => {
    await ensureStageKey('dev', found('PendingDeletion'));
    expect(verbs()).toEqual(['CancelKeyDeletionCommand', 'EnableKeyCommand', 'EnableKeyRotationCommand']);
  });
});
