import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { awsServer } from '../../test/aws-server';
import { deleteMessage, queueLength, receiveMessages } from './sqs';

const client = mockClient(SQSClient);
const aws = awsServer();
beforeEach(() => {
  client.reset();
  aws.answers('GetQueueUrl', { QueueUrl: 'https://sqs/1/queue' });
});

describe('queueLength', () => {
  it('counts', async () => {
    client.on(GetQueueAttributesCommand).resolves({ Attributes: { ApproximateNumberOfMessages: '3' } });
    expect(await queueLength('https://queue')).toBe(3);
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
