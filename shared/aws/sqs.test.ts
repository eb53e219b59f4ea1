import { awsServer, cut } from '../../test/aws-server';
import { sendMessage, setVisibility } from './sqs';

const aws = awsServer();
const QueueUrl = 'https://sqs/1/queue';

describe('sendMessage', () => {
  it('sends to the queue of this name, and asks for its address once', async () => {
    aws.answers('GetQueueUrl', { QueueUrl });
    aws.answers('SendMessage', { MessageId: '1' });
    await sendMessage('queue', 'one');
    await sendMessage('queue', 'two');
    expect(aws.inputs()).toEqual([
      { QueueName: 'queue' },
      { QueueUrl, MessageBody: 'one' },
      { QueueUrl, MessageBody: 'two' },
    ]);
  });

  it('sends nothing again that may have been taken', async () => {
    aws.answers('SendMessage', cut);
    await expect(sendMessage('queue', 'one')).rejects.toThrow('socket hang up (sqs:SendMessage)');
    expect(aws.inputs('SendMessage')).toHaveLength(1);
  });
});

describe('setVisibility', () => {
  it('names the queue and the receipt', async () => {
    aws.answers('ChangeMessageVisibility', '');
    await setVisibility('queue', { receipt: 'r-1' });
    await setVisibility('queue', { receipt: 'r-1' }, 20);
    const receipt = { QueueUrl, ReceiptHandle: 'r-1' };
    expect(aws.inputs('ChangeMessageVisibility')).toEqual([
      { ...receipt, VisibilityTimeout: 0 },
      { ...receipt, VisibilityTimeout: 20 },
    ]);
  });
});
