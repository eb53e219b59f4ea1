/** The backlog: the instances that CloudWatch's limits have left for the next poll. */
import * as v from 'valibot';
import { type Store, update } from '../../shared/state/store';
import { after, DAY_MS } from '../../shared/text/duration';

/** Hundreds of instances may be left at the same moment: they share several entries, not one. */
const SHARDS = 16;
const BACKLOG_KEPT_MS = 7 * DAY_MS;

const schema = v.array(v.string());

const keyOf = (shard: number): string => `instances left ${shard}`;

function shardOf(id: string): number {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 65_521;
  return sum % SHARDS;
}

const idsIn = (data: unknown): string[] => (data === undefined ? [] : v.parse(schema, data));

const change = (store: Store, shard: number, how: (ids: string[]) => string[], now: Date): Promise<boolean> =>
  update(store, keyOf(shard), (data) => {
    const ids = idsIn(data);
    const changed = how(ids);
    if (changed.length === ids.length) return undefined;
    return { data: changed, expiresAt: after(now, BACKLOG_KEPT_MS) };
  });

/** Puts the instance into the backlog. @returns whether it was not in it */
export const leave = (store: Store, id: string, now: Date): Promise<boolean> =>
  change(store, shardOf(id), (ids) => (ids.includes(id) ? ids : [...ids, id]), now);

/** Takes the instance out of the backlog. @returns whether it was in it */
export const take = (store: Store, id: string, now: Date): Promise<boolean> =>
  change(store, shardOf(id), (ids) => ids.filter((left) => left !== id), now);

/** The ids of all instances in the backlog. */
export async function leftOver(store: Store): Promise<string[]> {
  const shards = Array.from({ length: SHARDS }, (_, shard) => store.get(keyOf(shard)));
  return (await Promise.all(shards)).flatMap((entry) => idsIn(entry?.data));
}
