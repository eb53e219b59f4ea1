/** Amazon DynamoDB: the service's one table, as a store of versioned entries. */
import {
  ConditionalCheckFailedException,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { messageOf, StoreError } from '../errors';
import type { Entry, Store } from '../store';

let made: DynamoDBClient | undefined;

function client(): DynamoDBClient {
  made ??= new DynamoDBClient({
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000 },
  });
  return made;
}

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

async function reaching<T>(table: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    throw new StoreError(`The table ${table} could not be reached: ${messageOf(cause)}`, { cause });
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
