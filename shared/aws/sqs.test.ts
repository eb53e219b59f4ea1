import { GetQueueUrlCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { sendMessage } from './sqs';

const client = mockClient(SQSClient);

describe('sendMessage', () => {
  it('sends to the queue of this name, and asks for its address once', async () => {
    client
      .on(GetQueueUrlCommand)
      .resolves({ QueueUrl: 'https://sqs/1/queue' })
      .on(SendMessageCommand)
      .resolves({});
    await sendMessage('queue', 'one');
    await sendMessage('queue', 'two');
    expect(client.calls().map(({ args: [command] }) => command.input)).toEqual([
      { QueueName: 'queue' },
      { QueueUrl: 'https://sqs/1/queue', MessageBody: 'one' },
      { QueueUrl: 'https://sqs/1/queue', MessageBody: 'two' },
    ]);
  });
});
