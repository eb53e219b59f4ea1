import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { decrypt } from './kms';

const kms = mockClient(KMSClient);

describe('decrypt', () => {
  beforeEach(() => {
    kms.reset();
    kms.on(DecryptCommand).resolves({ Plaintext: new TextEncoder().encode('안녕') });
  });

  it.each<[string, Record<string, string> | undefined]>([
    ['with a context', { LambdaFunctionName: 'x' }],
    ['without a context', undefined],
  ])('decrypts %s', async (_, context) => {
    const ciphertext = new Uint8Array([1, 2, 3]);
    expect(await decrypt(ciphertext, context)).toBe('안녕');
    expect(kms.commandCalls(DecryptCommand).map(({ args }) => args[0].input)).toEqual([
      { CiphertextBlob: ciphertext, ...(context && { EncryptionContext: context }) },
    ]);
  });
});
