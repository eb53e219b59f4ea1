/** AWS Key Management Service. */
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { lazyClient } from './lazy-client';

const client = lazyClient(KMSClient, { maxAttempts: 2, timeoutMs: 2_000 });

/** The plaintext as UTF-8. @throws the service's error: `InvalidCiphertextException` when the context differs */
export async function decrypt(ciphertext: Uint8Array, context?: Record<string, string>): Promise<string> {
  const { Plaintext = new Uint8Array() } = await client().send(
    new DecryptCommand({ CiphertextBlob: ciphertext, ...(context && { EncryptionContext: context }) }),
  );
  return new TextDecoder().decode(Plaintext);
}
