/** Two replays of one reading side by side: by another configuration, what would have been told otherwise. Pure. */
import type { Replay, Told } from '../replay-types';

/** What each of the two makes of one change. */
export type Difference = { one: Told; other: Told };

const isOtherwise = ({ one, other }: Difference): boolean =>
  one.outcome !== other.outcome || (one.outcome === 'notified' && one.severity !== other.severity);

/**
 * The changes that people would have been notified of by one alone, or as something more or less severe.
 * @throws Error when they are not of one reading
 */
export function differencesOf(one: Replay, other: Replay): Difference[] {
  if (one.told.length !== other.told.length) throw new Error('expected two replays of one reading');
  return one.told
    .flatMap((told, index) => {
      const beside = other.told[index];
      return beside ? [{ one: told, other: beside }] : [];
    })
    .filter(isOtherwise);
}
