import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { StoreError } from '../errors';
import { backOff, tableCreatedAt, tableStore, takeSlot } from './dynamodb';

const client = mockClient(DynamoDBClient);
beforeEach(() => client.reset());

const store = tableStore('alarm-responder-dev-state');
const change = { expected: 2, expiresAt: new Date(1_500) };

describe('tableStore', () => {
  it('reads an entry, consistently', async () => {
    const Item = { id: { S: 'a' }, data: { S: '{"x":1}' }, version: { N: '2' }, expiresAt: { N: '2' } };
    client.on(GetItemCommand).resolves({ Item });
    expect(await store.get('a')).toEqual({ data: { x: 1 }, version: 2 });
    expect(client.call(0).args[0].input).toEqual({
      TableName: 'alarm-responder-dev-state',
      Key: { id: { S: 'a' } },
      ConsistentRead: true,
    });
  });

  it('finds nothing where nothing is', async () => {
    client.on(GetItemCommand).resolves({});
    expect(await store.get('a')).toBeUndefined();
  });

  it('writes over the version that was read, and no other', async () => {
    client.on(PutItemCommand).resolves({});
    expect(await store.put('a', { x: 1 }, change)).toBe(true);
    expect(client.call(0).args[0].input).toEqual({
      TableName: 'alarm-responder-dev-state',
      Item: { id: { S: 'a' }, data: { S: '{"x":1}' }, version: { N: '3' }, expiresAt: { N: '2' } },
      ConditionExpression: 'attribute_not_exists(id) OR version = :expected',
      ExpressionAttributeValues: { ':expected': { N: '2' } },
    });
    client.on(PutItemCommand).rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
    expect(await store.put('a', { x: 1 }, change)).toBe(false);
  });

  it('says when the table cannot be reached', async () => {
    client.on(GetItemCommand).rejects(new Error('timeout')).on(PutItemCommand).rejects(new Error('denied'));
    await expect(store.get('a')).rejects.toThrow(
      'The table alarm-responder-dev-state could not be reached: timeout',
    );
    await expect(store.put('a', 1, change)).rejects.toBeInstanceOf(StoreError);
  });
});

describe('tableCreatedAt', () => {
  it('knows since when there is the table', async () => {
    const CreationDateTime = new Date(0);
    client.on(DescribeTableCommand, { TableName: 'state' }).resolves({ Table: { CreationDateTime } });
    expect(await tableCreatedAt('state')).toEqual(CreationDateTime);
  });
});

describe('takeSlot', () => {
  const slot = { now: 10_000, intervalMs: 1_100, maxWaitMs: 3_000 };
  const taken = () => takeSlot('state', 'slack turns', slot);
  const refused = (freeAt: number) =>
    new ConditionalCheckFailedException({
      message: 'no',
      $metadata: {},
      Item: { freeAt: { N: String(freeAt) } },
    });

  it('is taken at once, by one call, when it is free', async () => {
    client.on(UpdateItemCommand).resolves({});
    expect(await taken()).toBe(0);
    expect(client.calls()).toHaveLength(1);
    expect(client.call(0).args[0].input).toMatchObject({
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
    client
      .on(UpdateItemCommand)
      .rejectsOnce(refused(11_500))
      .resolves({ Attributes: { freeAt: { N: '12600' } } });
    expect(await taken()).toBe(1_500);
  });

  it('is not taken when it is too far away', async () => {
    client.on(UpdateItemCommand).rejects(refused(13_001));
    expect(await taken()).toBeUndefined();
    expect(client.calls()).toHaveLength(1);
  });

  it('is not taken when others were faster', async () => {
    client.on(UpdateItemCommand).rejects(refused(12_000));
    expect(await taken()).toBeUndefined();
    expect(client.calls()).toHaveLength(2);
  });

  it('says that the table cannot be reached', async () => {
    client.on(UpdateItemCommand).rejects(new Error('timeout'));
    await expect(taken()).rejects.toBeInstanceOf(StoreError);
  });
});

describe('backOff', () => {
  it('gives no slot before a time, and leaves a later one as it is', async () => {
    client.on(UpdateItemCommand).resolves({});
    await backOff('state', 'slack turns', { now: 10_000, ms: 30_000 });
    expect(client.call(0).args[0].input).toMatchObject({
      ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt < :until OR freeAt > :farthest',
      ExpressionAttributeValues: { ':until': { N: '40000' }, ':farthest': { N: '130000' } },
    });
    client
      .on(UpdateItemCommand)
      .rejects(new ConditionalCheckFailedException({ message: 'no', $metadata: {} }));
    await expect(backOff('state', 'slack turns', { now: 10_000, ms: 30_000 })).resolves.toBeUndefined();
  });

  it('silences Slack for two minutes at most, whatever it is asked for', async () => {
    client.on(UpdateItemCommand).resolves({});
    await backOff('state', 'slack turns', { now: 10_000, ms: 31_536_000_000 });
    expect(client.call(0).args[0].input).toMatchObject({
      ExpressionAttributeValues: { ':until': { N: '130000' } },
    });
  });
});
