/** What became of the letters of a batch, each for the change that it is of. Pure. */

import { DUPLICATE } from '../../../functions/slack-notifier/delivery/open-incidents';
import type { Delivered, Result } from '../../../functions/slack-notifier/delivery/round';
import { isSame } from '../../../functions/slack-notifier/drain';
import type { Letter } from './queue';
import { changeKey } from './world';

type Outcome = { letter: Letter; result: Pick<Result, 'outcome' | 'why'>; key: string };

const keyOf = ({ delivery: { notification } }: Pick<Letter, 'delivery'>): string =>
  changeKey(notification.incident, notification.id);

/**
 * Two letters of the same change are delivered as one: the second is a duplicate.
 * @param letters without those that are to come again
 */
export function outcomesOf(letters: Letter[], delivered: Delivered[]): Outcome[] {
  const byKey = new Map(delivered.map((one) => [keyOf(one), one]));
  const taken = new Set<Delivered>();
  return letters.map((letter) => {
    const own = byKey.get(keyOf(letter));
    const same = own ?? delivered.find((one) => isSame(one.delivery, letter.delivery));
    if (!same) throw new Error(`nothing became of ${letter.id} of the queue`);
    const isDouble = taken.has(same) || !own;
    taken.add(same);
    const result = isDouble ? ({ outcome: 'suppressed', why: DUPLICATE } as const) : same.result;
    return { letter, result, key: keyOf(same) };
  });
}
