/**
 * The right to do an act: of many that want it at once, one gets it. Times are compared here, never left to the table's time
 * to live. When the store cannot be reached every verb throws StoreError, and the caller decides whether to act all
 * the same.
 */
import * as v from 'valibot';
import { StoreError } from '../errors';
import { after, DAY_MS, SECOND_MS } from '../text/duration';
import type { Store } from './store';

/** Longer than a claimed act takes, shorter than Lambda's first retry, which comes after a minute. */
const LEASE_MS = 45 * SECOND_MS;
/** How long a done act is remembered: longer than any event is retried or delivered again. */
const CLAIM_KEPT_MS = DAY_MS;

const claimSchema = v.object({
  leasedUntil: v.number(),
  done: v.boolean(),
  progress: v.optional(v.unknown()),
});

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
  const lease = after(now, LEASE_MS).getTime();
  const write = async (data: ClaimState): Promise<boolean> => {
    const written = await store.put(id, data, { expected: version, expiresAt: after(now, CLAIM_KEPT_MS) });
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
