import {
  ChangeMessageVisibilityCommand,
  GetQueueUrlCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { sendMessage, setVisibility } from './sqs';

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

describe('setVisibility', () => {
  it('names the queue and the receipt', async () => {
    await setVisibility('queue', { receipt: 'r-1' });
    await setVisibility('queue', { receipt: 'r-1' }, 20);
    const receipt = { QueueUrl: 'https://sqs/1/queue', ReceiptHandle: 'r-1' };
    expect(client.commandCalls(ChangeMessageVisibilityCommand).map(({ args }) => args[0].input)).toEqual([
      { ...receipt, VisibilityTimeout: 0 },
      { ...receipt, VisibilityTimeout: 20 },
    ]);
  });
});
