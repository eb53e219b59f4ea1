/** AWS Key Management Service. */
import * as v from 'valibot';
import { call } from './call';

const answer = v.object({ Plaintext: v.string() });

/**
 * The plaintext as UTF-8.
 * @throws AwsError, of which `InvalidCiphertextException` says that the context differs
 * @see https://docs.aws.amazon.com/kms/latest/APIReference/API_Decrypt.html
 */
export async function decrypt(ciphertext: Uint8Array, context?: Record<string, string>): Promise<string> {
  const input = {
    CiphertextBlob: Buffer.from(ciphertext).toString('base64'),
    ...(context && { EncryptionContext: context }),
  };
  const { Plaintext } = await call('kms', 'Decrypt', input, answer, { attempts: 2, timeoutMs: 2_000 });
  return Buffer.from(Plaintext, 'base64').toString();
}
