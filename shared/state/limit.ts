/**
 * Counts acts, so that none is done for ever: in a sliding window, or in a row. Every verb throws StoreError without
 * the store.
 */
import * as v from 'valibot';
import { after } from '../text/duration';
import { type Store, update } from './store';

const actsSchema = v.object({ times: v.array(v.number()) });

/**
 * `count` acts lie in the window, this one included if it is `admitted`; `latest` is the time of the last of them. `retract`
 * takes an act back that did not happen after all.
 */
export type Admission = { admitted: boolean; count: number; latest: Date; retract: () => Promise<void> };

/**
 * Counts an act in a sliding window of so many milliseconds, unless `most` acts lie in it already.
 * @param id what is counted, such as `restarts i-0a1b2c3d httpd`
 */
export async function admit(
  store: Store,
  id: string,
  { window, most = Number.POSITIVE_INFINITY }: { window: number; most?: number },
  now: Date,
): Promise<Admission> {
  let acts: number[] = [];
  const admitted = await update(store, id, (data) => {
    const { times } = data === undefined ? { times: [] } : v.parse(actsSchema, data);
    acts = times.filter((time) => time > now.getTime() - window);
    if (acts.length >= most) return undefined;
    acts.push(now.getTime());
    return { data: { times: acts }, expiresAt: after(now, window) };
  });
  const retract = async () => {
    await update(store, id, (data) => {
      const { times } = v.parse(actsSchema, data);
      const index = times.lastIndexOf(now.getTime());
      return { data: { times: times.toSpliced(index, index < 0 ? 0 : 1) }, expiresAt: after(now, window) };
    });
  };
  return { admitted, count: acts.length, latest: new Date(Math.max(...acts)), retract };
}

const rowSchema = v.object({ count: v.number(), last: v.number() });

/** Counts an act in a row, from 1. The row ends when no act came for `idleMs`. */
export async function countStreak(store: Store, id: string, idleMs: number, now: Date): Promise<number> {
  let count = 1;
  await update(store, id, (data) => {
    const row = data === undefined ? undefined : v.parse(rowSchema, data);
    count = row && row.last > now.getTime() - idleMs ? row.count + 1 : 1;
    return { data: { count, last: now.getTime() }, expiresAt: after(now, idleMs) };
  });
  return count;
}
