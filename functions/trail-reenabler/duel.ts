/** Somebody keeps switching a trail off: it is switched on each time, but not told each time. */
import type { Config } from '../../shared/config/schema';
import { admit, countStreak } from '../../shared/state/limit';
import type { Store } from '../../shared/state/store';

/** `count` re-enablings lie in the window. `starts`: people are told that it is a duel; `quiet`: this one is not told. */
export type Duel = { kind: 'none' | 'starts' | 'goes on' | 'quiet'; count: number };

const EVERY = 10;

/** Counts a re-enabling of the trail. */
export async function countDuel(
  store: Store,
  arn: string,
  { most, minutes }: Config['trails']['repeatedStops'],
  now: Date,
): Promise<Duel> {
  const window = minutes * 60_000;
  const { count } = await admit(store, `trail restarts ${arn}`, { window }, now);
  if (count <= most) return { kind: 'none', count };
  // Not the count in the window: at a steady pace that one stands still.
  const round = await countStreak(store, `trail duel ${arn}`, window, now);
  if (round === 1) return { kind: 'starts', count };
  return { kind: round % EVERY === 0 ? 'goes on' : 'quiet', count };
}
