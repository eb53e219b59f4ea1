/** Why people were not notified, and how often. */
import type { Replay } from '../replay-types';

export type Reason = { why: string; changes: number };

/** The most frequent first. */
export const reasonsOf = ({ told }: Replay): Reason[] =>
  [
    ...Map.groupBy(
      told.filter(({ outcome }) => outcome === 'suppressed'),
      ({ why }) => why,
    ),
  ]
    .map(([why, all]) => ({ why, changes: all.length }))
    .sort((one, other) => other.changes - one.changes || one.why.localeCompare(other.why));
