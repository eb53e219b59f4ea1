import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { deleteMessage, receiveMessages, sendMessage, showMessages } from './sqs';

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

const message = { id: 'm-1', receipt: 'r-1', body: '{}', sentAt: new Date(0), attributes: {} };

describe('receiveMessages', () => {
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
    expect(await receiveMessages('queue', 900)).toEqual([
      { ...message, sentAt: new Date('2026-03-01T12:00:00Z'), attributes: { ERROR_CODE: 'NO_PERMISSIONS' } },
    ]);
    expect(client.commandCalls(ReceiveMessageCommand)[0]?.args[0].input).toMatchObject({
      QueueUrl: 'https://sqs/1/queue',
      VisibilityTimeout: 900,
      MaxNumberOfMessages: 10,
    });
  });

  it('gives none of an empty queue', async () => {
    client.on(ReceiveMessageCommand).resolves({});
    expect(await receiveMessages('queue', 900)).toEqual([]);
  });
});

describe('deleteMessage', () => {
  it('names the queue and the receipt', async () => {
    await deleteMessage('queue', message);
    const receipt = { QueueUrl: 'https://sqs/1/queue', ReceiptHandle: 'r-1' };
    expect(client.commandCalls(DeleteMessageCommand)[0]?.args[0].input).toEqual(receipt);
  });
});

describe('showMessages', () => {
  const receipts = Array.from({ length: 12 }, (_, index) => `r-${index}`);

  it('takes one call for ten of them', async () => {
    client.on(ChangeMessageVisibilityBatchCommand).resolves({});
    await showMessages('queue', receipts, 20);
    const calls = client.commandCalls(ChangeMessageVisibilityBatchCommand).map(({ args }) => args[0].input);
    expect(calls.map(({ Entries = [] }) => Entries.length)).toEqual([10, 2]);
    expect(calls[1]).toEqual({
      QueueUrl: 'https://sqs/1/queue',
      Entries: [
        { Id: '10', ReceiptHandle: 'r-10', VisibilityTimeout: 20 },
        { Id: '11', ReceiptHandle: 'r-11', VisibilityTimeout: 20 },
      ],
    });
  });

  it('asks nothing for none', async () => {
    client.resetHistory();
    await showMessages('queue', [], 20);
    expect(client.commandCalls(ChangeMessageVisibilityBatchCommand)).toEqual([]);
  });

  it('says how many were not changed, and why', async () => {
    const failed = { Id: '1', SenderFault: true, Code: 'ReceiptHandleIsInvalid', Message: 'too old' };
    client.on(ChangeMessageVisibilityBatchCommand).resolves({ Successful: [], Failed: [failed] });
    await expect(showMessages('queue', ['r-1', 'r-2'], 20)).rejects.toThrow(
      '1 of 2 messages were not changed (ReceiptHandleIsInvalid: too old)',
    );
  });
});
