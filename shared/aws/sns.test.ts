import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { publish } from './sns';

const client = mockClient(SNSClient);

describe('publish', () => {
  it('publishes the text', async () => {
    client.on(PublishCommand).resolves({});
    await publish('arn:aws:sns:x', 'hello');
    expect(client.call(0).args[0].input).toEqual({ TopicArn: 'arn:aws:sns:x', Message: 'hello' });
  });
});
