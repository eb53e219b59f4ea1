/**
 * A storm: 500 alarms in 10 s, while Slack takes one request a second, drops one connection in twenty and is down for
 * 10 s. Nothing is lost, nobody is notified twice, and Slack is not pushed. Prints what it took.
 */
import { bySns } from '../../test/alarm-events';
import { dice } from '../../test/model/simulation';
import type { Answer, Request } from '../slack-stand-in';
import { subscribe } from '../subscribers';
import { waitFor } from '../wait-for';
import { sharedWorld } from '../world';
import { handOver } from './environments';
import { badSlack, inSeconds, isCut, isStatus, MAX_REQUESTS_PER_SECOND, rateOf } from './slack';
import { namesIn, namesOf, wordsIn } from './words';

const ALARMS = 500;
const WITHIN_MS = 10_000;
const DOWN_MS = { from: 4_000, to: 14_000 };
const DROPPED_SHARE = 0.05;
/** The queue's (resources/queue.yml). */
const VISIBILITY_TIMEOUT_MS = 180_000;

const { outputs } = sharedWorld();
const names = namesOf(ALARMS);

/** Down, and dropping connections, from the moment it is asked for the first time. */
function downAndDropping(): (at: number) => Answer | undefined {
  const roll = dice(20_261);
  let start: number | undefined;
  return (at) => {
    start ??= at;
    const since = at - start;
    if (since >= DOWN_MS.from && since < DOWN_MS.to) return { status: 503, word: 'service_unavailable' };
    return roll.chance(DROPPED_SHARE) ? 'cut' : undefined;
  };
}

describe('a storm', () => {
  const slack = badSlack(downAndDropping());

  it('is posted whole, once, and at Slack’s pace', async () => {
    const { emails } = await subscribe(outputs.SubscribersTopicArn ?? '');
    const start = Date.now();
    const at = new Date();
    const events = names.map((name) => bySns({ name, state: 'ALARM', previousState: 'OK', at }));
    expect(await handOver(events, WITHIN_MS)).toEqual([]);
    const handled = Date.now() - start;
    const posted = () => slack().taken().flatMap(wordsIn);
    await waitFor(
      'Every alarm',
      async () => new Set(posted().map(({ name }) => name)).size === ALARMS || undefined,
      () => `${posted().length} of ${ALARMS} in ${slack().taken().length} messages`,
      300_000,
    );
    const mailed = async () => (await emails()).flatMap(({ text }) => namesIn(text));
    await waitFor('Every email', async () => (await mailed()).length >= ALARMS || undefined, mailed, 30_000);

    const { requests } = slack();
    const lasted = (requests.at(-1)?.at ?? 0) - (requests[0]?.at ?? 0);
    const count = (matches: (request: Request) => boolean) => requests.filter(matches).length;
    const mails = await emails();
    console.log(
      [
        `${ALARMS} alarms in ${inSeconds(WITHIN_MS)}, handled in ${inSeconds(handled)}`,
        `posted in ${inSeconds((requests.at(-1)?.at ?? 0) - start)} by ${slack().taken().length} messages`,
        `${requests.length} requests in ${inSeconds(lasted)}: ${rateOf(requests).toFixed(2)} a second`,
        `${count(isStatus(200))} taken, ${count(isStatus(429))} too many, ${count(isStatus(503))} while down, ${count(isCut)} cut off`,
        `${mails.length} emails to those without Slack`,
      ].join('\n'),
    );
    expect(
      posted()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names); // Each once, in a digest or alone.
    expect(mails.flatMap(({ text }) => namesIn(text)).toSorted()).toEqual(names);
    expect(mails.length).toBeLessThan(ALARMS / 4);
    expect(rateOf(requests)).toBeLessThanOrEqual(MAX_REQUESTS_PER_SECOND);
    // Nothing has waited for the queue's own time, which is for functions that were killed.
    expect(lasted).toBeLessThan(VISIBILITY_TIMEOUT_MS);
    // It was a storm indeed.
    expect(count(isStatus(503))).toBeGreaterThan(0);
    expect(count(isCut)).toBeGreaterThan(0);
  }, 420_000);
});
