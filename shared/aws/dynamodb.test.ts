import { awsServer, refusal } from '../../test/aws-server';
import { StoreError } from '../errors';
import { tableCreatedAt, tableStore } from './dynamodb';

const aws = awsServer();

const store = tableStore('alarm-responder-dev-state');
const change = { expected: 2, expiresAt: new Date(1_500) };

describe('tableStore', () => {
  it('reads an entry, consistently', async () => {
    const Item = { id: { S: 'a' }, data: { S: '{"x":1}' }, version: { N: '2' }, expiresAt: { N: '2' } };
    aws.answers('GetItem', { Item });
    expect(await store.get('a')).toEqual({ data: { x: 1 }, version: 2 });
    expect(aws.inputs()[0]).toEqual({
      TableName: 'alarm-responder-dev-state',
      Key: { id: { S: 'a' } },
      ConsistentRead: true,
    });
  });

  it('finds nothing where nothing is', async () => {
    aws.answers('GetItem', {});
    expect(await store.get('a')).toBeUndefined();
  });

  it('writes over the version that was read, and no other', async () => {
    aws.answers('PutItem', {});
    expect(await store.put('a', { x: 1 }, change)).toBe(true);
    expect(aws.inputs()[0]).toEqual({
      TableName: 'alarm-responder-dev-state',
      Item: { id: { S: 'a' }, data: { S: '{"x":1}' }, version: { N: '3' }, expiresAt: { N: '2' } },
      ConditionExpression: 'attribute_not_exists(id) OR version = :expected',
      ExpressionAttributeValues: { ':expected': { N: '2' } },
    });
    aws.answers('PutItem', refusal('ConditionalCheckFailedException'));
    expect(await store.put('a', { x: 1 }, change)).toBe(false);
  });

  it('says when the table cannot be reached', async () => {
    aws.answers('GetItem', refusal('AccessDeniedException'));
    aws.answers('PutItem', refusal('ThrottlingException'));
    await expect(store.get('a')).rejects.toThrow(
      'The table alarm-responder-dev-state could not be reached: no (dynamodb:GetItem, AccessDeniedException, request request-1)',
    );
    await expect(store.put('a', 1, change)).rejects.toBeInstanceOf(StoreError);
  });
});

describe('tableCreatedAt', () => {
  it('knows since when there is the table', async () => {
    aws.answers('DescribeTable', { Table: { CreationDateTime: 1_500.5 } });
    expect(await tableCreatedAt('state')).toEqual(new Date(1_500_500));
    expect(aws.inputs()).toEqual([{ TableName: 'state' }]);
  });
});
