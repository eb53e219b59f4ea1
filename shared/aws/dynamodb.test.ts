import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { StoreError } from '../errors';
import { tableCreatedAt, tableStore } from './dynamodb';

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
