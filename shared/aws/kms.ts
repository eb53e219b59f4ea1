/** AWS Key Management Service. */
import {
  CancelKeyDeletionCommand,
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EnableKeyCommand,
  EnableKeyRotationCommand,
  EncryptCommand,
  type KeyMetadata,
  KMSClient,
  NotFoundException,
  PutKeyPolicyCommand,
  ScheduleKeyDeletionCommand,
} from '@aws-sdk/client-kms';
import { lazyClient } from './lazy-client';

const client = lazyClient(KMSClient, { maxAttempts: 2, timeoutMs: 2_000 });

type EncryptionContext = Record<string, string>;

/** `id` and `arn` of a key; `state` as KMS spells it, such as `Enabled` or `PendingDeletion`. */
export type KmsKey = { id: string; arn: string; state: string };

const keyOf = (metadata: KeyMetadata | undefined): KmsKey => ({
  id: metadata?.KeyId ?? '',
  arn: metadata?.Arn ?? '',
  state: metadata?.KeyState ?? '',
});

/** The plaintext as UTF-8. @throws the service's error: `InvalidCiphertextException` when the context differs */
export async function decrypt(ciphertext: Uint8Array, context?: EncryptionContext): Promise<string> {
  const { Plaintext = new Uint8Array() } = await client().send(
    new DecryptCommand({ CiphertextBlob: ciphertext, ...(context && { EncryptionContext: context }) }),
  );
  return new TextDecoder().decode(Plaintext);
}

export async function encrypt(
  keyArn: string,
  plaintext: string,
  context: EncryptionContext,
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

export async function putKeyPolicy(keyId: string, policy: object): Promise<void> {
  await client().send(new PutKeyPolicyCommand({ KeyId: keyId, Policy: JSON.stringify(policy) }));
}

/** Rotates the key's material every year; does nothing where that is on already. */
export async function enableRotation(keyId: string): Promise<void> {
  await client().send(new EnableKeyRotationCommand({ KeyId: keyId }));
}

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
