/** Every alarm comes by SNS and by EventBridge, which stamp it a moment apart, at the same time: each is posted once. */
import { byEventBridge, bySns } from '../../test/alarm-events';
import { dice } from '../../test/model/simulation';
import { untilDrained } from '../drained';
import { subscribe } from '../subscribers';
import { waitFor } from '../wait-for';
import { sharedWorld } from '../world';
import { handOver } from './environments';
import { badSlack, inSeconds } from './slack';
import { namesIn, namesOf, wordsIn } from './words';

const ALARMS = 60;
const WITHIN_MS = 10_000;
const APART_MS = 300;

const { outputs } = sharedWorld();
const names = namesOf(ALARMS, 'double');

describe('a storm that comes by two ways', () => {
  const slack = badSlack();

  it('is posted once', async () => {
    const { emails } = await subscribe(outputs.SubscribersTopicArn ?? '');
    const roll = dice(20_263);
    const start = Date.now();
    const events = names.flatMap((name) => {
      const change = { name, state: 'ALARM', previousState: 'OK', at: new Date() } as const;
      const stampedLater = { ...change, at: new Date(change.at.getTime() + APART_MS) };
      const both = [bySns(change), byEventBridge(stampedLater)];
      return roll.chance(0.5) ? both : both.toReversed();
    });
    expect(await handOver(events, WITHIN_MS)).toEqual([]);
    const posted = () => slack().taken().flatMap(wordsIn);
    await waitFor('Every alarm', async () => posted().length >= ALARMS || undefined, posted, 120_000);
    await untilDrained(); // What comes twice may come later.
    const mails = (await emails()).flatMap(({ text }) => namesIn(text, 'double'));
    console.log(
      `${events.length} events of ${ALARMS} alarms: posted by ${slack().taken().length} messages within ${inSeconds((slack().requests.at(-1)?.at ?? 0) - start)}`,
    );
    expect(
      posted()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names);
    expect(mails.toSorted()).toEqual(names);
  }, 240_000);
});
