/** Two replays of one reading side by side: by another configuration, what would have been otherwise. Pure. */
import type { Replay, Told } from '../replay-types';

/** `notified` and `suppressed` make up `changes`. */
export type Counts = Record<
  'changes' | 'notified' | 'suppressed' | 'messages' | 'restarts' | 'mails' | 'sms',
  number
>;

export function countsOf({ told, messages, restarts, mails, sms }: Replay): Counts {
  const notified = told.filter(({ outcome }) => outcome === 'notified').length;
  return {
    changes: told.length,
    notified,
    suppressed: told.length - notified,
    messages: messages.length,
    restarts: restarts.length,
    mails,
    sms,
  };
}

/** A change that people would have been notified of by one alone, or as something more or less severe. */
export type Difference = { one: Told; other: Told };

export type Comparison = { one: Counts; other: Counts; differences: Difference[] };

const isOtherwise = ({ one, other }: Difference): boolean =>
  one.outcome !== other.outcome || (one.outcome === 'notified' && one.severity !== other.severity);

/** @throws Error when they are not of one reading */
export function compare(one: Replay, other: Replay): Comparison {
  if (one.told.length !== other.told.length) throw new Error('expected two replays of one reading');
  const pairs = one.told.flatMap((told, index) => {
    const beside = other.told[index];
    return beside ? [{ one: told, other: beside }] : [];
  });
  return { one: countsOf(one), other: countsOf(other), differences: pairs.filter(isOtherwise) };
}
