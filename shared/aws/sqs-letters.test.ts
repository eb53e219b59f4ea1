import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { putBack, receive, remove, send } from './sqs-letters';

const client = mockClient(SQSClient);
beforeEach(() => client.reset());

const url = 'https://sqs.ap-northeast-2.amazonaws.com/123456789012/q';
const message = { id: 'm-1', receipt: 'r-1', body: '{}', sentAt: new Date(0), attributes: {} };

describe('receive', () => {
  it('gives the messages with what the sender says beside them', async () => {
    client.on(ReceiveMessageCommand).resolves({
      Messages: [
        {
          MessageId: 'm-1',
          ReceiptHandle: 'r-1',
          Body: '{}',
          Attributes: { SentTimestamp: '1772366400000' },
          MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } },
        },
      ],
    });
    expect(await receive(url, 900)).toEqual([
      {
        ...message,
        sentAt: new Date('2026-03-01T12:00:00Z'),
        attributes: { ERROR_CODE: 'NO_PERMISSIONS' },
      },
    ]);
    expect(client.commandCalls(ReceiveMessageCommand)[0]?.args[0].input).toMatchObject({
      QueueUrl: url,
      VisibilityTimeout: 900,
      MaxNumberOfMessages: 10,
    });
  });

  it('gives none of an empty queue', async () => {
    client.on(ReceiveMessageCommand).resolves({});
    expect(await receive(url, 900)).toEqual([]);
  });
});

describe('remove, putBack and send', () => {
  it('name the queue and the receipt', async () => {
    await remove(url, message);
    await putBack(url, message);
    await send(url, 'body');
    expect(client.calls().map(({ args: [command] }) => [command.constructor, command.input])).toEqual([
      [DeleteMessageCommand, { QueueUrl: url, ReceiptHandle: 'r-1' }],
      [ChangeMessageVisibilityCommand, { QueueUrl: url, ReceiptHandle: 'r-1', VisibilityTimeout: 0 }],
      [SendMessageCommand, { QueueUrl: url, MessageBody: 'body' }],
    ]);
  });
});
