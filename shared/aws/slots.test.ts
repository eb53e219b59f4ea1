import { awsServer, refusal } from '../../test/aws-server';
import { StoreError } from '../errors';
import { backOff, takeSlot } from './slots';

const aws = awsServer();

describe('takeSlot', () => {
  const slot = { now: 10_000, intervalMs: 1_100, maxWaitMs: 3_000 };
  const taken = () => takeSlot('state', 'slack turns', slot);
  const refused = (freeAt: number) =>
    refusal('ConditionalCheckFailedException', { Item: { freeAt: { N: String(freeAt) } } });

  it('is taken at once, by one call, when it is free', async () => {
    aws.answers('UpdateItem', {});
    expect(await taken()).toBe(0);
    expect(aws.inputs()).toHaveLength(1);
    expect(aws.inputs()[0]).toMatchObject({
      Key: { id: { S: 'slack turns' } },
      ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt <= :now OR freeAt > :farthest',
      ExpressionAttributeValues: {
        ':now': { N: '10000' },
        ':after': { N: '11100' },
        ':farthest': { N: '130000' },
      },
    });
  });

  it('is the next one when others are before', async () => {
    aws.answers('UpdateItem', refused(11_500), { Attributes: { freeAt: { N: '12600' } } });
    expect(await taken()).toBe(1_500);
  });

  it('is not taken when it is too far away', async () => {
    aws.answers('UpdateItem', refused(13_001));
    expect(await taken()).toBeUndefined();
    expect(aws.inputs()).toHaveLength(1);
  });

  it('is not taken when others were faster', async () => {
    aws.answers('UpdateItem', refused(12_000));
    expect(await taken()).toBeUndefined();
    expect(aws.inputs()).toHaveLength(2);
  });

  it('says that the table cannot be reached', async () => {
    aws.answers('UpdateItem', refusal('AccessDeniedException'));
    await expect(taken()).rejects.toBeInstanceOf(StoreError);
  });
});

describe('backOff', () => {
  it('gives no slot before a time, and leaves a later one as it is', async () => {
    aws.answers('UpdateItem', {});
    await backOff('state', 'slack turns', { now: 10_000, ms: 30_000 });
    expect(aws.inputs()[0]).toMatchObject({
      ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt < :until OR freeAt > :farthest',
      ExpressionAttributeValues: { ':until': { N: '40000' }, ':farthest': { N: '130000' } },
    });
    aws.answers('UpdateItem', refusal('ConditionalCheckFailedException'));
    await expect(backOff('state', 'slack turns', { now: 10_000, ms: 30_000 })).resolves.toBeUndefined();
  });

  it('silences Slack for two minutes at most, whatever it is asked for', async () => {
    aws.answers('UpdateItem', {});
    await backOff('state', 'slack turns', { now: 10_000, ms: 31_536_000_000 });
    expect(aws.inputs()[0]).toMatchObject({
      ExpressionAttributeValues: { ':until': { N: '130000' } },
    });
  });
});
