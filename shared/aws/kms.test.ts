import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import { decrypt } from './kms';

const client = mockClient(KMSClient);
beforeEach(() => client.reset());

/** What was sent, in order: the command's name and its input. */
const sent = () => client.calls().map(({ args: [command] }) => [command.constructor.name, command.input]);

const context = { LambdaFunctionName: 'x' };
const bytes = new Uint8Array([1, 2, 3]);

describe('decrypt', () => {
  it.each<[string, Record<string, string> | undefined]>([
    ['with a context', context],
    ['without a context', undefined],
  ])('decrypts %s', async (_, EncryptionContext) => {
    client.on(DecryptCommand).resolves({ Plaintext: new TextEncoder().encode('안녕') });
    expect(await decrypt(bytes, EncryptionContext)).toBe('안녕');
    expect(sent()).toEqual([
      ['DecryptCommand', { CiphertextBlob: bytes, ...(EncryptionContext && { EncryptionContext }) }],
    ]);
  });
});
