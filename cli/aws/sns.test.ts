import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  NotFoundException,
  SNSClient,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { describeSms, describeSubscription, describeTopic, subscribersOf } from './sns';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alerts';
const client = mockClient(SNSClient);
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});
beforeEach(() => client.reset());

describe('what commands read of SNS', () => {
  it('describeTopic parses the policy', async () => {
    client
      .on(GetTopicAttributesCommand, { TopicArn: TOPIC })
      .resolves({ Attributes: { Policy: '{"Statement":[]}', KmsMasterKeyId: 'alias/aws/sns' } });
    expect(await describeTopic(TOPIC)).toEqual({ policy: { Statement: [] }, key: 'alias/aws/sns' });
  });

  it('subscribersOf reads every page, and knows who has not confirmed', async () => {
    client
      .on(ListSubscriptionsByTopicCommand)
      .resolvesOnce({
        Subscriptions: [{ Protocol: 'email', Endpoint: 'a@b', SubscriptionArn: 'PendingConfirmation' }],
        NextToken: 'next',
      })
      .resolvesOnce({
        Subscriptions: [{ Protocol: 'lambda', Endpoint: 'arn', SubscriptionArn: `${TOPIC}:1` }],
      });
    expect(await subscribersOf(TOPIC)).toEqual([
      { protocol: 'email', endpoint: 'a@b', pending: true },
      { protocol: 'lambda', endpoint: 'arn', pending: false },
    ]);
  });

  it('describeSubscription parses the filter, and finds none', async () => {
    client.on(GetSubscriptionAttributesCommand).resolvesOnce({
      Attributes: { FilterPolicy: '{"a":["b"]}', FilterPolicyScope: 'MessageBody' },
    });
    expect(await describeSubscription(`${TOPIC}:1`, 'us-east-1')).toEqual({
      filter: { a: ['b'] },
      scope: 'MessageBody',
    });
    client
      .on(GetSubscriptionAttributesCommand)
      .rejects(new NotFoundException({ message: 'no', $metadata: {} }));
    expect(await describeSubscription(`${TOPIC}:1`, 'us-east-1')).toBeUndefined();
  });

  it('describeSms takes what is not set for the least', async () => {
    client.on(GetSMSSandboxAccountStatusCommand).resolves({ IsInSandbox: false });
    client.on(GetSMSAttributesCommand).resolves({ attributes: {} });
    expect(await describeSms('ap-northeast-1')).toEqual({ sandboxed: false, limit: 1 });
  });
});
