import { createHash, createHmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import { signedHeaders } from './request';

const AT = new Date('2015-08-30T12:36:00Z');
const WHO = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const TOKEN =
  'AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflfKD8YUuwthAx7mSEI/' +
  'qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xV' +
  'qr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabIQwj2ICCR/oLxBA==';
const vanilla = {
  service: 'service',
  region: 'us-east-1',
  url: new URL('https://example.amazonaws.com'),
  headers: {},
  body: '',
};
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** What the SDK's signer wants. */
class Sha256 {
  private readonly hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    const key =
      typeof secret === 'string'
        ? secret
        : secret && Buffer.from(new Uint8Array(Object(secret).buffer ?? secret));
    this.hash = key ? createHmac('sha256', key) : createHash('sha256');
  }
  update(data: string | Uint8Array): void {
    this.hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.hash.digest());
  }
  reset(): void {
    throw new Error('nobody asks for that');
  }
}

describe('signedHeaders', () => {
  // AWS's own, from its Signature Version 4 test suite.
  it.each([
    [
      'post-vanilla',
      vanilla,
      WHO,
      'host;x-amz-date',
      '5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    ],
    [
      'post-sts-header-before',
      vanilla,
      { ...WHO, sessionToken: TOKEN },
      'host;x-amz-date;x-amz-security-token',
      '85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead',
    ],
    [
      'post-x-www-form-urlencoded',
      { ...vanilla, headers: FORM, body: 'Param1=value1' },
      WHO,
      'content-type;host;x-amz-date',
      'ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a',
    ],
  ])('sign as AWS publishes it: %s', (_, request, who, names, signature) => {
    const { Authorization } = signedHeaders(request, who, AT);
    expect(Authorization).toBe(
      `AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=${names}, Signature=${signature}`,
    );
  });

  it.each([
    ['https://kms.eusc-de-east-1.amazonaws.eu', 'kms', 'eusc-de-east-1', '{"CiphertextBlob":"AQID"}'],
    [
      'https://sns.cn-north-1.amazonaws.com.cn',
      'sns',
      'cn-north-1',
      'Action=Publish&Message=%EC%95%88%EB%85%95+%26',
    ],
    ['http://127.0.0.1:4566', 'dynamodb', 'us-gov-west-1', '{"Item":{"data":{"S":"안녕 \\u0000 🔴"}}}'],
  ])('sign as the SDK does: %s', async (address, service, region, body) => {
    const url = new URL(address);
    const credentials = { ...WHO, sessionToken: TOKEN };
    const headers = signedHeaders({ service, region, url, headers: FORM, body }, credentials, AT);
    const signer = new SignatureV4({ service, region, credentials, sha256: Sha256, applyChecksum: false });
    const { host, hostname } = url;
    const request = {
      method: 'POST',
      protocol: url.protocol,
      hostname,
      path: '/',
      headers: { host, ...FORM },
      body,
    };
    const signed = await signer.sign(request, { signingDate: AT });
    expect(headers.Authorization).toBe(signed.headers.authorization);
  });
});
