/** AWS Key Management Service. */
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';

let made: KMSClient | undefined;

function client(): KMSClient {
  made ??= new KMSClient({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000 },
  });
  return made;
}

/** The plaintext as UTF-8. @throws the service's error: `InvalidCiphertextException` when the context differs */
export async function decrypt(ciphertext: Uint8Array, context?: Record<string, string>): Promise<string> {
  const { Plaintext = new Uint8Array() } = await client().send(
    new DecryptCommand({ CiphertextBlob: ciphertext, ...(context && { EncryptionContext: context }) }),
  );
  return new TextDecoder().decode(Plaintext);
}
