/**
 * Guards acts: each is done once, and not for ever. Times are compared here, never left to the table's time to live.
 * When the store cannot be reached every verb throws StoreError, and the caller decides whether to act all the same.
 */
import { setTimeout as wait } from 'node:timers/promises';
import * as v from 'valibot';
import { StoreError } from './errors';
import type { Store } from './store';

const SECOND = 1_000;
/** Longer than any function runs, shorter than Lambda's first retry, which comes after a minute. */
const LEASE = 45 * SECOND;
/** How long a done act is remembered: longer than any event is retried or delivered again. */
const REMEMBERED = 24 * 3_600 * SECOND;
const TRIES = 20;

const claimSchema = v.object({
  leasedUntil: v.number(),
  done: v.boolean(),
  progress: v.optional(v.unknown()),
});
const actsSchema = v.object({ times: v.array(v.number()) });

const later = (now: Date, ms: number): Date => new Date(now.getTime() + ms);

/**
 * The right to do an act. `progress` is what an earlier holder noted before it crashed, so that what was done already is
 * not done again. `note` keeps such a thing; `done` ends the act for good.
 */
export type Claim = {
  progress: unknown;
  note: (progress: unknown) => Promise<void>;
  done: () => Promise<void>;
};

/** `held`: somebody else is at it, or has done it. */
export type ClaimResult = { held: true } | ({ held: false } & Claim);

/**
 * Claims an act. Of many that claim it at once one gets it. A claim that is not done within the lease may be claimed
 * again: its holder has crashed.
 * @param id what the act is about, such as `restart alarm-arn change-time`
 */
export async function claim(store: Store, id: string, now: Date): Promise<ClaimResult> {
  const entry = await store.get(id);
  const state = entry && v.parse(claimSchema, entry.data);
  if (state && (state.done || state.leasedUntil > now.getTime())) return { held: true };
  const progress = state?.progress;
  let version = entry?.version ?? 0;
  const write = async (done: boolean, noted: unknown): Promise<boolean> => {
    const data = { leasedUntil: later(now, LEASE).getTime(), done, progress: noted };
    const written = await store.put(id, data, { expected: version, expiresAt: later(now, REMEMBERED) });
    if (written) version += 1;
    return written;
  };
  if (!(await write(false, progress))) return { held: true };
  let latest = progress;
  const keep = async (done: boolean): Promise<void> => {
    if (!(await write(done, latest))) throw new StoreError(`The claim of ${id} was lost to somebody else.`);
  };
  return {
    held: false,
    progress,
    note: (noted) => {
      latest = noted;
      return keep(false);
    },
    done: () => keep(true),
  };
}

/** `count` acts lie in the window, this one included if it is `admitted`. */
export type Admission = { admitted: boolean; count: number };

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
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const entry = await store.get(id);
    const { times } = entry ? v.parse(actsSchema, entry.data) : { times: [] };
    const recent = times.filter((time) => time > now.getTime() - window);
    if (recent.length >= most) return { admitted: false, count: recent.length };
    const acts = { times: [...recent, now.getTime()] };
    const change = { expected: entry?.version ?? 0, expiresAt: later(now, window) };
    if (await store.put(id, acts, change)) return { admitted: true, count: acts.times.length };
    await wait(Math.random() * 20 * attempt); // Others count at the same moment.
  }
  throw new StoreError(`${id} could not be counted: too many others do so at once.`);
}

const rowSchema = v.object({ count: v.number(), last: v.number() });

/** Counts an act in a row, from 1. The row ends when no act came for `quiet` milliseconds. */
export async function countInRow(store: Store, id: string, quiet: number, now: Date): Promise<number> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const entry = await store.get(id);
    const row = entry && v.parse(rowSchema, entry.data);
    const count = row && row.last > now.getTime() - quiet ? row.count + 1 : 1;
    const change = { expected: entry?.version ?? 0, expiresAt: later(now, quiet) };
    if (await store.put(id, { count, last: now.getTime() }, change)) return count;
    await wait(Math.random() * 20 * attempt);
  }
  throw new StoreError(`${id} could not be counted: too many others do so at once.`);
}

/** Keeps a value for so many milliseconds, over whatever was kept before. */
export async function remember(
  store: Store,
  id: string,
  value: unknown,
  ms: number,
  now: Date,
): Promise<void> {
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const expected = (await store.get(id))?.version ?? 0;
    const expiresAt = later(now, ms);
    if (await store.put(id, { value, until: expiresAt.getTime() }, { expected, expiresAt })) return;
  }
  throw new StoreError(`${id} could not be kept: too many others change it at once.`);
}

const keptSchema = v.object({ value: v.unknown(), until: v.number() });

/** What is kept under the id, or `undefined` when there is nothing or its time is over. */
export async function recall(store: Store, id: string, now: Date): Promise<unknown> {
  const entry = await store.get(id);
  if (!entry) return undefined;
  const { value, until } = v.parse(keptSchema, entry.data);
  return until > now.getTime() ? value : undefined;
}
