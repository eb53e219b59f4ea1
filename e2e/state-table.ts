/** What the deployed service remembers, made to be forgotten or to be of long ago: tests share one deployment. */
import { DeleteItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import * as v from 'valibot';
import { tableStore } from '../shared/aws/dynamodb';
import { update } from '../shared/state/store';
import { waitFor } from './wait-for';

export async function forget(table: string, id: string): Promise<void> {
  await new DynamoDBClient().send(new DeleteItemCommand({ TableName: table, Key: { id: { S: id } } }));
}

const kept = v.looseObject({ value: v.unknown(), until: v.number() });

/** Waits until something is kept under the id, and lets its time be over, as if so long had gone by. */
export async function expire(table: string, id: string): Promise<void> {
  const store = tableStore(table);
  await waitFor(`An entry ${id}`, () => store.get(id));
  await update(store, id, (data) => ({ data: { ...v.parse(kept, data), until: 0 }, expiresAt: new Date() }));
}
