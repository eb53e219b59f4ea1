import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { publish, sendSms } from './sns';

const client = mockClient(SNSClient);
beforeEach(() => client.reset());
const sent = () => client.call(0).args[0].input;

describe('publish', () => {
  it('publishes the text', async () => {
    client.on(PublishCommand).resolves({});
    await publish('arn:aws:sns:x', 'hello');
    expect(sent()).toEqual({ TopicArn: 'arn:aws:sns:x', Message: 'hello', MessageAttributes: {} });
  });

  it('publishes with a subject and what subscriptions filter by', async () => {
    client.on(PublishCommand).resolves({});
    await publish('arn:aws:sns:x', 'hello', { subject: 'Hi', attributes: { severity: 'critical' } });
    expect(sent()).toMatchObject({
      Subject: 'Hi',
      MessageAttributes: { severity: { DataType: 'String', StringValue: 'critical' } },
    });
  });

  it('publishes all values of one attribute', async () => {
    client.on(PublishCommand).resolves({});
    await publish('arn:aws:sns:x', 'hello', { attributes: { severity: ['critical', 'good'] } });
    expect(sent()).toMatchObject({
      MessageAttributes: { severity: { DataType: 'String.Array', StringValue: '["critical","good"]' } },
    });
  });
});

describe('sendSms', () => {
  it('sends to a number, as something that matters', async () => {
    client.on(PublishCommand).resolves({});
    await sendSms('+821012345678', 'hello', 'ap-northeast-1', new AbortController().signal);
    expect(sent()).toEqual({
      PhoneNumber: '+821012345678',
      Message: 'hello',
      MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
    });
  });
});
