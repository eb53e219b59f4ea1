import { delivery } from '../../../functions/slack-notifier/delivery/delivery';
import type { Delivered } from '../../../functions/slack-notifier/delivery/round';
import { changed, minute } from '../../../test/slack-notifier';
import { outcomesOf } from './drained';
import type { Letter } from './queue';

const letter = (change: number, name: string, at = minute(11)): Letter => ({
  id: String(change),
  delivery: delivery(changed(name, 'ALARM', { at })),
  change,
  sentAt: 0,
  visibleAt: 0,
});
const done = ({ delivery: one }: Letter, why: string): Delivered => ({
  delivery: one,
  result: { outcome: 'notified', why },
});
const moment = (ms: number): Date => new Date(minute(11).getTime() + ms);

const of = (letters: Letter[], delivered: Delivered[]): [change: number, outcome: string, why: string][] =>
  outcomesOf(letters, delivered).map((one) => [one.letter.change, one.result.outcome, one.result.why]);

const DOUBLE = 'it was dealt with already';

describe('outcomesOf', () => {
  it('gives each letter its own, whatever their order', () => {
    const [a, b] = [letter(1, 'a'), letter(2, 'b')];
    expect(of([a, b], [done(b, 'of b'), done(a, 'of a')])).toEqual([
      [1, 'notified', 'of a'],
      [2, 'notified', 'of b'],
    ]);
  });

  it('calls the second of two that were delivered as one a duplicate', () => {
    const [one, other, apart] = [letter(1, 'a'), letter(2, 'a'), letter(3, 'a', moment(900))];
    expect(of([one, other, apart], [done(one, 'told')])).toEqual([
      [1, 'notified', 'told'],
      [2, 'suppressed', DOUBLE],
      [3, 'suppressed', DOUBLE],
    ]);
  });

  it('gives two changes close to each other their own, where both were delivered', () => {
    const [one, other] = [letter(1, 'a'), letter(2, 'a', moment(900))];
    expect(of([one, other], [done(one, 'first'), done(other, 'second')])).toEqual([
      [1, 'notified', 'first'],
      [2, 'notified', 'second'],
    ]);
  });

  it('refuses a letter of which nothing became', () => {
    expect(() => outcomesOf([letter(1, 'a')], [done(letter(2, 'b'), 'told')])).toThrow(
      'nothing became of 1 of the queue',
    );
  });
});
