/** People are notified of a state that lasts when it begins, and again only after a while. */
import * as v from 'valibot';
import { type Attempt, attempt } from '../attempt';
import type { Notification } from '../notification';
import type { Publication } from '../publishing';
import { recall, remember } from './remember';
import type { Store } from './store';

/**
 * People are notified again after so many `ms`. `same` is what makes it the same: of another one they are notified at once.
 * `withoutStore`: when the store does not answer, only what is `critical` notifies, or it fails, so that all is tried again.
 */
export type CooldownOptions = {
  store: Store;
  id: string;
  now: Date;
  ms: number;
  same?: unknown;
  withoutStore: 'critical' | 'fail';
};

type BegunCooldown = Omit<CooldownOptions, 'withoutStore'>;

/** What stands in the store from before the notification is published until people are notified. */
const pendingSchema = v.object({ pending: v.string(), since: v.string() });

/** Since when the notification is pending, if an earlier run could not publish it, or not note that it has. */
function pendingSince(value: unknown, json: string): string | undefined {
  const kept = v.safeParse(pendingSchema, value);
  return kept.success && kept.output.pending === json ? kept.output.since : undefined;
}

/**
 * The notification, unless people were notified of the same under this id a while ago. Each time has an id of its own,
 * which is noted before it is published: what a crash brings again has the same.
 * @throws StoreError when the store does not answer and `withoutStore` is `fail`
 */
export async function cooldown(
  { store, id, now, ms, same = true, withoutStore }: CooldownOptions,
  notification: Notification,
): Promise<Publication[]> {
  const json = JSON.stringify(same);
  const ask = async <T>(work: () => Promise<T>): Promise<Attempt<T>> =>
    withoutStore === 'fail' ? { value: await work() } : attempt(work);
  const keep = (value: unknown) => remember(store, id, value, ms, now);
  const { value, problem } = await ask(() => recall(store, id, now));
  const isNotified = value === json || value === same; // Entries of earlier versions hold it as it is.
  if (isNotified || (problem !== undefined && notification.severity !== 'critical')) return [];
  const since = pendingSince(value, json) ?? now.toISOString();
  if (problem === undefined) await ask(() => keep({ pending: json, since }));
  const onPublished = async () => void (await attempt(() => keep(json)));
  return [{ notification: { ...notification, id: `${id} ${since}` }, onPublished }];
}

/** People were notified of it in another way: it is as if they had been under this id. */
export async function beginCooldown({ store, id, now, ms, same = true }: BegunCooldown): Promise<void> {
  await attempt(() => remember(store, id, JSON.stringify(same), ms, now));
}

/** The state has ended: when it begins again, people are notified again. */
export async function endCooldown(store: Store, id: string, now: Date): Promise<void> {
  await attempt(async () => {
    const isNotified = (await recall(store, id, now)) !== undefined;
    if (isNotified) await remember(store, id, null, 0, now);
  });
}
