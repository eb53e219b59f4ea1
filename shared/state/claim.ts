/**
 * Guards acts: each is done once, and not for ever. Times are compared here, never left to the table's time to live.
 * When the store cannot be reached every verb throws StoreError, and the caller decides whether to act all the same.
 */
import * as v from 'valibot';
import { StoreError } from '../errors';
import { type Store, update } from './store';

const SECOND = 1_000;
/** Longer than a claimed act takes, shorter than Lambda's first retry, which comes after a minute. */
const LEASE_MS = 45 * SECOND;
/** How long a done act is remembered: longer than any event is retried or delivered again. */
const CLAIM_KEPT_MS = 24 * 3_600 * SECOND;

const claimSchema = v.object({
  leasedUntil: v.number(),
  done: v.boolean(),
  progress: v.optional(v.unknown()),
});
const actsSchema = v.object({ times: v.array(v.number()) });

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/**
 * The right to do an act. `progress` is what an earlier holder noted before it crashed, so that what was done already is
 * not done again. `note` keeps such a thing; `done` ends the act for good; `release` lets anybody try again at once.
 */
export type Claim = {
  progress: unknown;
  note: (progress: unknown) => Promise<void>;
  done: () => Promise<void>;
  release: () => Promise<void>;
};

/** `held`: somebody else is at it, or has `done` it. */
export type ClaimResult = { held: true; done: boolean } | ({ held: false } & Claim);

type ClaimState = v.InferOutput<typeof claimSchema>;

/**
 * Claims an act. Of many that claim it at once one gets it. A claim that is not done within the lease may be claimed
 * again: its holder has crashed. The first claim of an act costs one call.
 * @param id what the act is about, such as `restart alarm-arn change-time`
 */
export async function claim(store: Store, id: string, now: Date): Promise<ClaimResult> {
  let version = 0;
  const lease = later(now, LEASE_MS).getTime();
  const write = async (data: ClaimState): Promise<boolean> => {
    const written = await store.put(id, data, { expected: version, expiresAt: later(now, CLAIM_KEPT_MS) });
    if (written) version += 1;
    return written;
  };
  let progress: unknown;
  if (!(await write({ leasedUntil: lease, done: false }))) {
    const entry = await store.get(id);
    const state = entry && v.parse(claimSchema, entry.data);
    if (state && (state.done || state.leasedUntil > now.getTime())) return { held: true, done: state.done };
    progress = state?.progress;
    version = entry?.version ?? 0;
    if (!(await write({ leasedUntil: lease, done: false, progress }))) return { held: true, done: false };
  }
  let latest = progress;
  const keep = async (leasedUntil: number, done: boolean): Promise<void> => {
    if (await write({ leasedUntil, done, progress: latest })) return;
    throw new StoreError(`The claim of ${id} was lost to somebody else.`);
  };
  return {
    held: false,
    progress,
    note: (noted) => {
      latest = noted;
      return keep(lease, false);
    },
    done: () => keep(lease, true),
    release: () => keep(0, false),
  };
}

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
    return { data: { times: acts }, expiresAt: later(now, window) };
  });
  const retract = async () => {
    await update(store, id, (data) => {
      const { times } = v.parse(actsSchema, data);
      const index = times.lastIndexOf(now.getTime());
      return { data: { times: times.toSpliced(index, index < 0 ? 0 : 1) }, expiresAt: later(now, window) };
    });
  };
  return { admitted, count: acts.length, latest: new Date(Math.max(...acts)), retract };
}

const rowSchema = v.object({ count: v.number(), last: v.number() });

/** Counts an act in a row, from 1. The row ends when no act came for `quiet` milliseconds. */
export async function countStreak(store: Store, id: string, quiet: number, now: Date): Promise<number> {
  let count = 1;
  await update(store, id, (data) => {
    const row = data === undefined ? undefined : v.parse(rowSchema, data);
    count = row && row.last > now.getTime() - quiet ? row.count + 1 : 1;
    return { data: { count, last: now.getTime() }, expiresAt: later(now, quiet) };
  });
  return count;
}

/** Keeps a value for so many milliseconds, over whatever was kept before. */
export async function remember(
  store: Store,
  id: string,
  value: unknown,
  ms: number,
  now: Date,
): Promise<void> {
  const expiresAt = later(now, ms);
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
