/** What an instance is called, and what it is: kept by instanceAlarms, so that who notifies of an alarm need not ask EC2. */
import * as v from 'valibot';
import type { KnownInstance } from '../alarm/facts';
import { maybe } from '../parsing/parse';
import { after, DAY_MS } from '../text/duration';
import { type Store, update } from './store';

/** The daily reconcile sees each instance long before that. */
const KEPT_MS = 30 * DAY_MS;
/** An entry that ends sooner is written anew. */
const RENEWED_MS = 10 * DAY_MS;

const schema = v.object({
  until: v.number(),
  instance: v.object({
    name: maybe(v.string()),
    type: maybe(v.string()),
    zone: maybe(v.string()),
    group: maybe(v.string()),
  }),
});

const idOf = (instanceId: string): string => `instance ${instanceId}`;

const KEPT = ['name', 'type', 'zone', 'group'] as const;

/** One read, and one write where something has changed. @throws StoreError */
export async function rememberInstance(
  store: Store,
  { id, name, type, zone, group }: KnownInstance & { id: string },
  now: Date,
): Promise<void> {
  const instance = { name, type, zone, group };
  const expiresAt = after(now, KEPT_MS);
  await update(store, idOf(id), (data) => {
    const kept = v.safeParse(schema, data);
    // What is not known is not kept at all.
    const isSame = kept.success && KEPT.every((key) => kept.output.instance[key] === instance[key]);
    if (isSame && kept.output.until > now.getTime() + RENEWED_MS) return undefined;
    return { data: { until: expiresAt.getTime(), instance }, expiresAt };
  });
}

/** What was kept, or `undefined`. @throws StoreError */
export async function recallInstance(store: Store, id: string): Promise<KnownInstance | undefined> {
  const kept = v.safeParse(schema, (await store.get(idOf(id)))?.data);
  return kept.success ? kept.output.instance : undefined;
}
