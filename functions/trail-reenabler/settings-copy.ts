/**
 * The poll's copy of how each trail is set: the events of changes hold only what is set now, never what was before. The
 * last few states are kept, because a poll may come between a change and its event.
 */
import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import type { Coverage, TrailSettings } from '../../shared/cloudtrail/trail';
import { recall, remember } from '../../shared/state/remember';
import type { Store } from '../../shared/state/store';

export type Copy = { settings: TrailSettings; coverage: Coverage };

const MOST = 5;
/** Until the trail is gone, or the stack. */
const KEPT = 10 * 365 * 24 * 3_600_000;

const copies = v.array(
  v.object({
    since: v.pipe(
      v.string(),
      v.transform((text) => new Date(text)),
    ),
    copy: v.object({
      settings: v.object({
        multiRegion: v.boolean(),
        globalEvents: v.boolean(),
        validation: v.boolean(),
        organization: v.boolean(),
        kmsKey: v.string(),
        bucket: v.string(),
        logGroup: v.string(),
      }),
      coverage: v.object({ reads: v.boolean(), writes: v.boolean(), filters: v.array(v.string()) }),
    }),
  }),
);

const idOf = (arn: string): string => `trail settings ${arn}`;

async function copiesOf(store: Store, arn: string, now: Date) {
  return v.parse(copies, (await recall(store, idOf(arn), now)) ?? []);
}

/** Keeps how the trail is set now, if that is new. */
export async function keepCopy(store: Store, arn: string, copy: Copy, now: Date): Promise<void> {
  const kept = await copiesOf(store, arn, now);
  if (isDeepStrictEqual(kept.at(-1)?.copy, copy)) return;
  await remember(store, idOf(arn), [...kept, { since: now, copy }].slice(-MOST), KEPT, now);
}

/** How the trail was set at that time, as far as anybody has looked. */
export async function copyBefore(store: Store, arn: string, at: Date, now: Date): Promise<Copy | undefined> {
  return (await copiesOf(store, arn, now)).findLast(({ since }) => since < at)?.copy;
}
