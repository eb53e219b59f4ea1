/** Slack asks for a pause of a year: nobody is silent for longer than a minute. */

import { setTimeout as sleep } from 'node:timers/promises';
import { bySns } from '../../test/alarm-events';
import { NOTIFIER } from '../deployment';
import { invoke } from '../lambda';
import type { Answer } from '../slack-stand-in';
import { waitFor } from '../wait-for';
import { handOver } from './environments';
import { badSlack, inSeconds, isStatus } from './slack';
import { namesOf, wordsIn } from './words';

const ALARMS = 5;
const YEAR_S = 31_536_000;
const PAUSE_MS = 60_000;

/** Once. */
function oneYear(): () => Answer | undefined {
  let isAsked = false;
  return () => {
    if (isAsked) return undefined;
    isAsked = true;
    return { status: 429, word: 'rate_limited', headers: { 'retry-after': String(YEAR_S) } };
  };
}

const ringing = (name: string): unknown =>
  bySns({ name, state: 'ALARM', previousState: 'OK', at: new Date() });

describe('a pause of a year that Slack asks for', () => {
  const slack = badSlack(oneYear());

  it('is one of a minute', async () => {
    const before = namesOf(ALARMS, 'paused');
    expect(await handOver(before.map(ringing), 5_000)).toEqual([]);
    const [asked] = slack().requests;
    expect(slack().requests).toHaveLength(1);
    await sleep((asked?.at ?? 0) + PAUSE_MS + 1_000 - Date.now());
    expect(await invoke(NOTIFIER, ringing('after-001'))).toMatchObject([{ outcome: 'notified' }]);
    const posted = () => slack().taken().flatMap(wordsIn);
    await waitFor('Every alarm', async () => posted().length > ALARMS || undefined, posted, 60_000);
    const [first] = slack().requests.filter(isStatus(200));
    const [pause, all] = [first, slack().requests.at(-1)].map((one) => (one?.at ?? 0) - (asked?.at ?? 0));
    console.log(
      `asked for a year, Slack was let alone for ${inSeconds(pause ?? 0)}; ${ALARMS} alarms of that time were posted within ${inSeconds(all ?? 0)}`,
    );
    expect(pause).toBeGreaterThanOrEqual(PAUSE_MS - 1_000);
    expect(
      posted()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual([...before, 'after-001'].toSorted());
  }, 180_000);
});
