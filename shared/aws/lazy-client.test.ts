import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { lazyClient } from './lazy-client';

const made = jest.fn();

class Client {
  constructor(config: object) {
    made(config);
  }
}

beforeEach(() => made.mockReset());

const waiting = (ms: number) =>
  expect.objectContaining({ connectionTimeout: ms / 2, requestTimeout: ms, throwOnRequestTimeout: true });

describe('lazyClient', () => {
  it('makes one client, when it is first needed', () => {
    const client = lazyClient(Client, { maxAttempts: 4, timeoutMs: 3_000 });
    expect(made).not.toHaveBeenCalled();
    expect(client()).toBe(client());
    expect(made.mock.calls).toEqual([[{ maxAttempts: 4, requestHandler: waiting(3_000) }]]);
  });

  it('makes one client for each region', () => {
    const client = lazyClient(Client);
    expect(client('us-east-1')).toBe(client('us-east-1'));
    expect(client('us-east-1')).not.toBe(client('ap-northeast-1'));
    expect(client()).toBe(client(undefined));
    expect(made.mock.calls).toEqual([
      [{ region: 'us-east-1', requestHandler: waiting(10_000) }],
      [{ region: 'ap-northeast-1', requestHandler: waiting(10_000) }],
      [{ requestHandler: waiting(10_000) }],
    ]);
  });

  it('hands the SDK what it is told', async () => {
    const client = lazyClient(SQSClient, { maxAttempts: 5, useQueueUrlAsEndpoint: false });
    const { config } = client('eu-west-1');
    expect([await config.region(), await config.maxAttempts(), config.useQueueUrlAsEndpoint]).toEqual([
      'eu-west-1',
      5,
      false,
    ]);
    expect(await lazyClient(KMSClient)('eu-west-1').config.maxAttempts()).toBe(3);
  });
});
