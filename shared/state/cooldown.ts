/** People are notified of a state that lasts when it begins, and again only after a while. */
import { attempt } from '../attempt';
import type { Notice } from '../notice';
import type { Telling } from '../telling';
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

/**
 * The notice, unless people were notified of the same under this id a while ago.
 * @throws StoreError when the store does not answer and `withoutStore` is `fail`
 */
export async function cooldown(
  { store, id, now, ms, same = true, withoutStore }: CooldownOptions,
  notice: Notice,
): Promise<Telling[]> {
  const json = JSON.stringify(same);
  const read = () => recall(store, id, now);
  const { value, problem } = withoutStore === 'fail' ? { value: await read() } : await attempt(read);
  const isNotified = value === json || value === same; // Entries of earlier versions hold it as it is.
  if (isNotified || (problem !== undefined && notice.severity !== 'critical')) return [];
  return [{ notice, told: async () => void (await attempt(() => remember(store, id, json, ms, now))) }];
}

/** The state has ended: when it begins again, people are notified again. */
export async function endCooldown(store: Store, id: string, now: Date): Promise<void> {
  await attempt(async () => {
    const isNotified = (await recall(store, id, now)) !== undefined;
    if (isNotified) await remember(store, id, null, 0, now);
  });
}
