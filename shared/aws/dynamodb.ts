/** Amazon DynamoDB: the service's one table, as a store of versioned entries. */
import * as v from 'valibot';
import { messageOf, StoreError } from '../errors';
import type { Entry, Store } from '../state/store';
import { AwsError } from './aws-error';
import { type CallOptions, call } from './call';

const OPTIONS: CallOptions = { attempts: 3, timeoutMs: 2_000 };

/** Of the types of attributes those that the table has. */
const attributesSchema = v.record(
  v.string(),
  v.object({
    S: v.optional(v.string()),
    N: v.optional(v.string()),
    SS: v.optional(v.array(v.string())),
  }),
);
export type Attributes = v.InferOutput<typeof attributesSchema>;

const itemSchema = v.object({ Item: v.optional(attributesSchema) });
const attributesAnswer = v.object({ Attributes: v.optional(attributesSchema) });

async function get(table: string, id: string): Promise<Entry | undefined> {
  const input = { TableName: table, Key: { id: { S: id } }, ConsistentRead: true };
  const { Item } = await call('dynamodb', 'GetItem', input, itemSchema, OPTIONS);
  if (!Item) return undefined;
  return { data: JSON.parse(Item.data?.S ?? 'null'), version: Number(Item.version?.N) };
}

const isConditionFailed = (error: unknown): error is AwsError =>
  error instanceof AwsError && error.name === 'ConditionalCheckFailedException';

/** The table's time to live deletes late, so it only cleans up: whoever reads compares times. */
async function put(
  table: string,
  id: string,
  data: unknown,
  expected: number,
  expiresAt: Date,
): Promise<boolean> {
  const input = {
    TableName: table,
    Item: {
      id: { S: id },
      data: { S: JSON.stringify(data) },
      version: { N: String(expected + 1) },
      expiresAt: { N: String(Math.ceil(expiresAt.getTime() / 1_000)) },
    },
    ConditionExpression: 'attribute_not_exists(id) OR version = :expected',
    ExpressionAttributeValues: { ':expected': { N: String(expected) } },
  };
  try {
    await call('dynamodb', 'PutItem', input, v.object({}), OPTIONS);
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
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

const tableSchema = v.object({ Table: v.object({ CreationDateTime: v.number() }) });

/** When the table was made: with the stack's first deployment. */
export async function tableCreatedAt(table: string): Promise<Date> {
  const described = call('dynamodb', 'DescribeTable', { TableName: table }, tableSchema, OPTIONS);
  const { Table } = await reaching(table, described);
  return new Date(Table.CreationDateTime * 1_000);
}

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html */
type Update = {
  TableName: string;
  Key: Attributes;
  UpdateExpression: string;
  ConditionExpression: string;
  ExpressionAttributeValues: Attributes;
  ReturnValues?: 'ALL_NEW' | 'UPDATED_NEW';
  ReturnValuesOnConditionCheckFailure?: 'ALL_OLD';
};

/**
 * @returns the item, or what it was when the condition does not hold; as far as it is asked for
 * @throws StoreError when the table cannot be reached
 */
export async function updateItem(
  input: Update,
  signal?: AbortSignal,
): Promise<{ done: boolean; item: Attributes }> {
  const updated = call('dynamodb', 'UpdateItem', input, attributesAnswer, { ...OPTIONS, signal }).then(
    ({ Attributes: item = {} }) => ({ done: true, item }),
    (error: unknown) => {
      if (!isConditionFailed(error)) throw error;
      return { done: false, item: v.parse(itemSchema, error.details).Item ?? {} };
    },
  );
  return reaching(input.TableName, updated);
}
