import { awsServer } from '../../test/aws-server';
import { decrypt } from './kms';

const aws = awsServer();

describe('decrypt', () => {
  it.each<[string, Record<string, string> | undefined]>([
    ['with a context', { LambdaFunctionName: 'x' }],
    ['without a context', undefined],
  ])('decrypts %s', async (_, EncryptionContext) => {
    aws.answers('Decrypt', { Plaintext: Buffer.from('안녕').toString('base64') });
    expect(await decrypt(new Uint8Array([1, 2, 3]), EncryptionContext)).toBe('안녕');
    expect(aws.inputs()).toEqual([
      { CiphertextBlob: 'AQID', ...(EncryptionContext && { EncryptionContext }) },
    ]);
    expect(aws.requests).toMatchObject([
      {
        service: 'kms',
        headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'TrentService.Decrypt' },
      },
    ]);
  });
});
