/** People are notified of a state that lasts when it begins, and again only after a while. */
import { attempt } from '../attempt';
import type { Notice } from '../notice';
import type { Telling } from '../telling';
import { recall, remember } from './remember';
import type { Store } from './store';

/** People are notified again after so many `ms`. `same` is what makes it the same: of another one they are notified at once. */
export type CooldownOptions = { store: Store; id: string; now: Date; ms: number; same?: unknown };

/** The notice, unless people were notified of the same under this id a while ago. Without the store only what is critical notifies. */
export async function cooldown(
  { store, id, now, ms, same = true }: CooldownOptions,
  notice: Notice,
): Promise<Telling[]> {
  const json = JSON.stringify(same);
  const { value, problem } = await attempt(() => recall(store, id, now));
  if (value === json || (problem !== undefined && notice.severity !== 'critical')) return [];
  return [{ notice, told: async () => void (await attempt(() => remember(store, id, json, ms, now))) }];
}

/** The state has ended: when it begins again, people are notified again. */
export async function endCooldown(store: Store, id: string, now: Date): Promise<void> {
  await attempt(async () => {
    const isNotified = (await recall(store, id, now)) !== undefined;
    if (isNotified) await remember(store, id, null, 0, now);
  });
}
