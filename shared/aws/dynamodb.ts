/** Amazon DynamoDB: the service's one table, as a store of versioned entries. */
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { messageOf, StoreError } from '../errors';
import type { Entry, Store } from '../state/store';
import { lazyClient } from './lazy-client';

export const client = lazyClient(DynamoDBClient, { maxAttempts: 3, timeoutMs: 2_000 });

async function get(table: string, id: string): Promise<Entry | undefined> {
  const command = new GetItemCommand({ TableName: table, Key: { id: { S: id } }, ConsistentRead: true });
  const { Item } = await client().send(command);
  if (!Item) return undefined;
  return { data: JSON.parse(Item.data?.S ?? 'null'), version: Number(Item.version?.N) };
}

/** The table's time to live deletes late, so it only cleans up: whoever reads compares times. */
async function put(
  table: string,
  id: string,
  data: unknown,
  expected: number,
  expiresAt: Date,
): Promise<boolean> {
  const command = new PutItemCommand({
    TableName: table,
    Item: {
      id: { S: id },
      data: { S: JSON.stringify(data) },
      version: { N: String(expected + 1) },
      expiresAt: { N: String(Math.ceil(expiresAt.getTime() / 1_000)) },
    },
    ConditionExpression: 'attribute_not_exists(id) OR version = :expected',
    ExpressionAttributeValues: { ':expected': { N: String(expected) } },
  });
  try {
    await client().send(command);
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

export const tableUnreachable = (table: string, cause: unknown): StoreError =>
  new StoreError(`The table ${table} could not be reached: ${messageOf(cause)}`, { cause });

async function reaching<T>(table: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw tableUnreachable(table, cause);
  }
}

/** The store in this table. Its verbs throw StoreError when the table cannot be reached. */
export const tableStore = (table: string): Store => ({
  get: (id) => reaching(table, get(table, id)),
  put: (id, data, { expected, expiresAt }) => reaching(table, put(table, id, data, expected, expiresAt)),
});

/** When the table was made: with the stack's first deployment. */
export async function tableCreatedAt(table: string): Promise<Date | undefined> {
  const { Table } = await reaching(table, client().send(new DescribeTableCommand({ TableName: table })));
  return Table?.CreationDateTime;
}

/** `now` in ms since 1970: slots are so many ms apart, and one may be waited for so long. */
export type SlotRequest = { now: number; intervalMs: number; maxWaitMs: number };

/** A slot further away is nobody's: a clock was wrong, or somebody backed off for a year. */
const SLOT_MAX_AHEAD_MS = 120_000;

/**
 * The next free slot of those who share one thing, such as a webhook. One call when it is free now, two when it is soon.
 * @returns how long to wait for it, in ms; `undefined` when that is longer than `maxWaitMs`, and no slot was taken
 */
export async function takeSlot(
  table: string,
  id: string,
  { now, intervalMs, maxWaitMs }: SlotRequest,
): Promise<number | undefined> {
  const key = { TableName: table, Key: { id: { S: id } } };
  const number = (value: number) => ({ N: String(value) });
  try {
    await client().send(
      new UpdateItemCommand({
        ...key,
        UpdateExpression: 'SET freeAt = :after',
        ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt <= :now OR freeAt > :farthest',
        ExpressionAttributeValues: {
          ':now': number(now),
          ':after': number(now + intervalMs),
          ':farthest': number(now + SLOT_MAX_AHEAD_MS),
        },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return 0;
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw tableUnreachable(table, error);
    if (Number(error.Item?.freeAt?.N) > now + maxWaitMs) return undefined;
  }
  try {
    const { Attributes } = await client().send(
      new UpdateItemCommand({
        ...key,
        UpdateExpression: 'SET freeAt = freeAt + :interval',
        ConditionExpression: 'freeAt <= :latest',
        ExpressionAttributeValues: { ':interval': number(intervalMs), ':latest': number(now + maxWaitMs) },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Math.max(0, Number(Attributes?.freeAt?.N) - intervalMs - now);
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return undefined;
    throw tableUnreachable(table, error);
  }
}

/** Gives no slot for so many ms from `now` on, at most two minutes. */
export async function backOff(
  table: string,
  id: string,
  { now, ms }: { now: number; ms: number },
): Promise<void> {
  const command = new UpdateItemCommand({
    TableName: table,
    Key: { id: { S: id } },
    UpdateExpression: 'SET freeAt = :until',
    ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt < :until OR freeAt > :farthest',
    ExpressionAttributeValues: {
      ':until': { N: String(now + Math.min(ms, SLOT_MAX_AHEAD_MS)) },
      ':farthest': { N: String(now + SLOT_MAX_AHEAD_MS) },
    },
  });
  await client()
    .send(command)
    .catch((error: unknown) => {
      if (!(error instanceof ConditionalCheckFailedException)) throw tableUnreachable(table, error);
    });
}
