/** AWS Key Management Service, as far as only commands call it. */
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  GetKeyPolicyCommand,
  type KeyMetadata,
  KMSClient,
  NotFoundException,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(KMSClient);

/** `id` and `arn` of a key; `state` as KMS spells it, such as `Enabled` or `PendingDeletion`. */
export type KmsKey = { id: string; arn: string; state: string };

const keyOf = (metadata: KeyMetadata | undefined): KmsKey => ({
  id: metadata?.KeyId ?? '',
  arn: metadata?.Arn ?? '',
  state: metadata?.KeyState ?? '',
});

/** The ciphertext, which takes the same context to decrypt. */
export async function encrypt(
  keyArn: string,
  plaintext: string,
  context: Record<string, string>,
): Promise<Uint8Array> {
  const { CiphertextBlob = new Uint8Array() } = await client().send(
    new EncryptCommand({
      KeyId: keyArn,
      Plaintext: new TextEncoder().encode(plaintext),
      EncryptionContext: context,
    }),
  );
  return CiphertextBlob;
}

/** The key behind `alias/…`, or `undefined` when there is none. */
export async function findKey(alias: string): Promise<KmsKey | undefined> {
  try {
    return keyOf((await client().send(new DescribeKeyCommand({ KeyId: alias }))).KeyMetadata);
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** A new symmetric key. */
export async function createKey(description: string, tags: Record<string, string>): Promise<KmsKey> {
  const Tags = Object.entries(tags).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
  return keyOf((await client().send(new CreateKeyCommand({ Description: description, Tags }))).KeyMetadata);
}

/** The policy of a key, parsed. @param key its id, its ARN or an alias */
export async function keyPolicyOf(key: string): Promise<unknown> {
  const { KeyMetadata } = await client().send(new DescribeKeyCommand({ KeyId: key })); // Policies have no alias.
  const { Policy = '{}' } = await client().send(
    new GetKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, PolicyName: 'default' }),
  );
  return JSON.parse(Policy);
}

/** Replaces the key's policy. */
export async function putKeyPolicy(keyId: string, policy: object): Promise<void> {
  await client().send(new PutKeyPolicyCommand({ KeyId: keyId, Policy: JSON.stringify(policy) }));
}

/** Rotates the key's material every year; does nothing where that is on already. */
export async function enableRotation(keyId: string): Promise<void> {
  await client().send(new EnableKeyRotationCommand({ KeyId: keyId }));
}

/** Puts the key behind `alias/…`. */
export async function createAlias(alias: string, keyId: string): Promise<void> {
  await client().send(new CreateAliasCommand({ AliasName: alias, TargetKeyId: keyId }));
}

/** Takes back a scheduled deletion: the key can be used again. */
export async function keepKey(keyId: string): Promise<void> {
  await client().send(new CancelKeyDeletionCommand({ KeyId: keyId }));
  await client().send(new EnableKeyCommand({ KeyId: keyId }));
}

/** Deletes the key after 30 days, in which it can be kept after all. The moment of deletion. */
export async function scheduleKeyDeletion(keyId: string): Promise<Date | undefined> {
  const command = new ScheduleKeyDeletionCommand({ KeyId: keyId, PendingWindowInDays: 30 });
  return (await client().send(command)).DeletionDate;
}
