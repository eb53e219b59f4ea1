/** What is kept for a while under an id. Every verb throws StoreError without the store. */
import * as v from 'valibot';
import { after } from '../text/duration';
import { type Store, update } from './store';

/** Keeps a value for so many milliseconds, over whatever was kept before. */
export async function remember(
  store: Store,
  id: string,
  value: unknown,
  ms: number,
  now: Date,
): Promise<void> {
  const expiresAt = after(now, ms);
  await update(store, id, () => ({ data: { value, until: expiresAt.getTime() }, expiresAt }));
}

const keptSchema = v.object({ value: v.unknown(), until: v.number() });

/** What is kept under the id, or `undefined` when there is nothing or its time is over. */
export async function recall(store: Store, id: string, now: Date): Promise<unknown> {
  const entry = await store.get(id);
  if (!entry) return undefined;
  const { value, until } = v.parse(keptSchema, entry.data);
  return until > now.getTime() ? value : undefined;
}
