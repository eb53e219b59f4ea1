import { awsServer, cut, PUBLISHED } from '../../test/aws-server';
import { publish, sendSms } from './sns';

const aws = awsServer();
const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alerts';
const patient = () => new AbortController().signal;

describe('publish', () => {
  it('publishes the text', async () => {
    aws.answers('Publish', PUBLISHED);
    await publish(TOPIC, 'a & b = "안녕" +\n');
    expect(aws.inputs()).toEqual([{ TopicArn: TOPIC, Message: 'a & b = "안녕" +\n' }]);
  });

  it('publishes with a subject and what subscriptions filter by', async () => {
    aws.answers('Publish', PUBLISHED);
    const attributes = { severity: ['critical', 'good'], state: 'OK' };
    await publish(TOPIC, 'hello', { subject: 'Hi', attributes });
    expect(aws.inputs()).toMatchObject([
      {
        Subject: 'Hi',
        MessageAttributes: {
          severity: { DataType: 'String.Array', StringValue: '["critical","good"]' },
          state: { DataType: 'String', StringValue: 'OK' },
        },
      },
    ]);
  });

  it.each(['<html>Welcome to the guest network</html>', '{}'])(
    'is not done when %s answers',
    async (page) => {
      aws.answers('Publish', page);
      await expect(publish(TOPIC, 'hello')).rejects.toMatchObject({ name: 'Unexpected' });
    },
  );

  it('repeats over a cut answer what is known again, and nothing else', async () => {
    aws.answers('Publish', cut, PUBLISHED);
    await publish(TOPIC, 'hello');
    expect(aws.inputs()).toHaveLength(2);
    aws.answers('Publish', cut, PUBLISHED);
    await expect(publish(TOPIC, 'hello', {}, patient())).rejects.toMatchObject({ name: 'Unanswered' });
    expect(aws.inputs()).toHaveLength(3);
  });
});

describe('sendSms', () => {
  it('sends to a number, as something that matters, where SMS can be sent', async () => {
    aws.answers('Publish', PUBLISHED);
    await sendSms('+821012345678', 'hello', 'ap-northeast-1', patient());
    expect(aws.inputs()).toEqual([
      {
        PhoneNumber: '+821012345678',
        Message: 'hello',
        MessageAttributes: { 'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' } },
      },
    ]);
    expect(aws.requests[0]?.headers.authorization).toContain('/ap-northeast-1/sns/aws4_request');
  });
});
