/** Amazon DynamoDB: slots of what many share and one may use at a time, such as a webhook. */
import { updateItem } from './dynamodb';

/** `now` in ms since 1970: slots are so many ms apart, and one may be waited for so long. */
export type SlotRequest = { now: number; intervalMs: number; maxWaitMs: number };

/** A slot further away is nobody's: a clock was wrong, or somebody backed off for a year. */
const SLOT_MAX_AHEAD_MS = 120_000;

/**
 * The next free slot of those who share one thing, such as a webhook. One call when it is free now, two when it is soon.
 * @param signal when nobody waits for the answer any more: what is asked again then would be nobody's slot
 * @returns how long to wait for it, in ms; `undefined` when that is longer than `maxWaitMs`, and no slot was taken
 */
export async function takeSlot(
  table: string,
  id: string,
  { now, intervalMs, maxWaitMs }: SlotRequest,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const key = { TableName: table, Key: { id: { S: id } } };
  const number = (value: number) => ({ N: String(value) });
  const first = await updateItem(
    {
      ...key,
      UpdateExpression: 'SET freeAt = :after',
      ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt <= :now OR freeAt > :farthest',
      ExpressionAttributeValues: {
        ':now': number(now),
        ':after': number(now + intervalMs),
        ':farthest': number(now + SLOT_MAX_AHEAD_MS),
      },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    signal,
  );
  if (first.done) return 0;
  if (Number(first.item.freeAt?.N) > now + maxWaitMs) return undefined;
  const second = await updateItem(
    {
      ...key,
      UpdateExpression: 'SET freeAt = freeAt + :interval',
      ConditionExpression: 'freeAt <= :latest',
      ExpressionAttributeValues: { ':interval': number(intervalMs), ':latest': number(now + maxWaitMs) },
      ReturnValues: 'UPDATED_NEW',
    },
    signal,
  );
  return second.done ? Math.max(0, Number(second.item.freeAt?.N) - intervalMs - now) : undefined;
}

/** Gives no slot for so many ms from `now` on, at most two minutes. */
export async function backOff(
  table: string,
  id: string,
  { now, ms }: { now: number; ms: number },
): Promise<void> {
  await updateItem({
    TableName: table,
    Key: { id: { S: id } },
    UpdateExpression: 'SET freeAt = :until',
    ConditionExpression: 'attribute_not_exists(freeAt) OR freeAt < :until OR freeAt > :farthest',
    ExpressionAttributeValues: {
      ':until': { N: String(now + Math.min(ms, SLOT_MAX_AHEAD_MS)) },
      ':farthest': { N: String(now + SLOT_MAX_AHEAD_MS) },
    },
  });
}
