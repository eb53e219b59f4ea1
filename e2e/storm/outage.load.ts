/** Alarms change, and their events come in any order, while Slack is down: the last word of each is how it is. */

import type { AlarmState } from '../../shared/parsing/alarm';
import { bySns } from '../../test/alarm-events';
import { dice } from '../../test/model/simulation';
import { untilDrained } from '../drained';
import { waitFor } from '../wait-for';
import { walk } from '../walk';
import { handOver } from './environments';
import { badSlack, inSeconds } from './slack';
import { changeText, namesOf, wordsIn } from './words';

const ALARMS = 40;
const WITHIN_MS = 15_000;
const DOWN_MS = 25_000;

const roll = dice(20_262);
const WALKS: [AlarmState[], ...AlarmState[][]] = [['ALARM', 'OK'], ['ALARM', 'OK', 'ALARM'], ['ALARM']];

const shuffled = <T>(list: T[]): T[] =>
  list
    .map((one) => ({ one, rank: roll.between(0, 1) }))
    .toSorted((first, second) => first.rank - second.rank)
    .map(({ one }) => one);

describe('alarms that change while Slack is down', () => {
  let upAt = Number.POSITIVE_INFINITY;
  const slack = badSlack((at) => (at < upAt ? { status: 503, word: 'service_unavailable' } : undefined));

  it('are in the end what their last words say, each change posted once', async () => {
    const alarms = namesOf(ALARMS, 'flap').map((name) => walk(name, roll.pick(WALKS)));
    upAt = Date.now() + DOWN_MS;
    expect(
      await handOver(
        shuffled(alarms.flat()).map((change) => bySns(change)),
        WITHIN_MS,
      ),
    ).toEqual([]);
    const words = () => slack().taken().flatMap(wordsIn);
    const said = () => words().flatMap(({ name, changes }) => changes.map((change) => `${name} ${change}`));
    const real = alarms.flat().map(({ name, at, state }) => `${name} ${changeText(at, state)}`);
    const isAllSaid = async () => new Set(said()).size >= real.length || undefined;
    await waitFor('Every change', isAllSaid, () => real.filter((one) => !said().includes(one)), 120_000);
    await untilDrained();
    console.log(
      `${real.length} changes of ${ALARMS} alarms while Slack was down for ${inSeconds(DOWN_MS)}: posted by ${slack().taken().length} messages within ${inSeconds((slack().requests.at(-1)?.at ?? 0) - upAt)} after that`,
    );
    const last = new Map(words().map(({ name, now }) => [name, now]));
    expect(Object.fromEntries(last)).toEqual(
      Object.fromEntries(
        alarms.flatMap((changes) => changes.slice(-1).map(({ name, state }) => [name, state])),
      ),
    );
    expect(said().toSorted()).toEqual(real.toSorted());
  }, 240_000);
});
