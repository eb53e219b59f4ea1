/**
 * A storm: 500 alarms in 10 s, while Slack takes one request a second, drops one connection in twenty and is down for
 * 10 s. Nothing is lost, nobody is notified twice, and Slack is not pushed. Prints what it took.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fixture } from '../test/fixture';
import { NOTIFIER } from './deployment';
import { invoke } from './lambda';
import { type Answer, OK, type StandIn, startStandIn } from './slack-stand-in';
import { subscribe } from './subscribers';
import { waitFor } from './wait-for';
import { useDeployedWebhook, useWebhook } from './webhook';
import { sharedWorld } from './world';

const ALARMS = 500;
const SECONDS = 10;
const ENVIRONMENTS = 12;
const DOWN_MS = { from: 4_000, to: 14_000 };
const DROPPED_SHARE = 0.05;
const MAX_REQUESTS_PER_SECOND = 1.2;
/** The queue's (resources/queue.yml). */
const VISIBILITY_TIMEOUT_S = 180;

const { outputs } = sharedWorld();
const nameOf = (index: number): string => `storm-${String(index).padStart(3, '0')}`;
const names = Array.from({ length: ALARMS }, (_, index) => nameOf(index));

/**
 * Repeatable, so that a run that fails can be run again. @see
 * https://en.wikipedia.org/wiki/Linear_congruential_generator
 */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Slack as it is on a bad day, from the moment it is asked for the first time. */
function badDay(): (at: number) => Answer {
  const roll = dice(20_261);
  let start: number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  return (at) => {
    start ??= at;
    const since = at - start;
    if (since >= DOWN_MS.from && since < DOWN_MS.to) return { status: 503, word: 'service_unavailable' };
    if (roll() < DROPPED_SHARE) return 'cut';
    if (at - last < 1_000) return { status: 429, word: 'rate_limited', headers: { 'retry-after': '1' } };
    last = at;
    return OK;
  };
}

/** The events as they come to the notifier by SNS. */
function stormEvents(): unknown[] {
  const [record] = Object(fixture('process-down')).Records;
  const message = JSON.parse(record.Sns.Message);
  const StateChangeTime = new Date().toISOString().replace('Z', '+0000');
  return names.map((AlarmName) => {
    const AlarmArn = `arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:${AlarmName}`;
    const Message = JSON.stringify({ ...message, AlarmName, AlarmArn, StateChangeTime });
    return { Records: [{ ...record, Sns: { ...record.Sns, MessageId: randomUUID(), Message } }] };
  });
}

/**
 * Plays what the emulator does not: Lambda's own queue, out of which so many environments of the function take events
 * as they come. (The emulator's SNS waits for each function it calls, and its `Event` invocations start a process for
 * each event.)
 * @returns what the function failed on
 */
async function storm(): Promise<string[]> {
  const events = stormEvents();
  const failures: string[] = [];
  const start = Date.now();
  let next = 0;
  const environment = async (): Promise<void> => {
    for (let index = next++; index < ALARMS; index = next++) {
      const due = start + (index * SECONDS * 1_000) / ALARMS - Date.now();
      if (due > 0) await wait(due);
      const answer = await invoke(NOTIFIER, events[index]);
      if (!Array.isArray(answer)) failures.push(JSON.stringify(answer));
    }
  };
  await Promise.all(Array.from({ length: ENVIRONMENTS }, environment));
  return failures;
}

const namesIn = (text: string): string[] => [...new Set(text.match(/storm-\d{3}/g) ?? [])];
const isDigest = (text: string): boolean => text.includes('messages at once');

describe('a storm', () => {
  let slack: StandIn;
  beforeAll(async () => {
    slack = await startStandIn(badDay());
    await useWebhook(slack.webhookUrl);
  });
  afterAll(async () => {
    await useDeployedWebhook();
    await slack.stop();
  });

  it('is posted whole, once, and at Slack’s pace', async () => {
    const { emails } = await subscribe(outputs.SubscribersTopicArn ?? '');
    const start = Date.now();
    expect(await storm()).toEqual([]);
    const handled = Date.now() - start;
    const posted = () => slack.taken().flatMap(namesIn);
    await waitFor(
      'Every alarm',
      async () => new Set(posted()).size === ALARMS || undefined,
      () =>
        `${new Set(posted()).size} of ${ALARMS} in ${slack.taken().length} messages, ${slack.requests.length} requests`,
      300_000,
    );
    const mailed = async () => (await emails()).flatMap(({ text }) => namesIn(text));
    await waitFor('Every email', async () => (await mailed()).length >= ALARMS || undefined, mailed, 30_000);

    const { requests } = slack;
    const [first, last] = [requests[0]?.at ?? 0, requests.at(-1)?.at ?? 0];
    const seconds = (last - first) / 1_000;
    const count = (matches: (answer: Answer) => boolean) =>
      requests.filter(({ answer }) => matches(answer)).length;
    const status = (code: number) => count((answer) => answer !== 'cut' && answer.status === code);
    const single = slack
      .taken()
      .filter((text) => !isDigest(text))
      .flatMap(namesIn);
    const mails = await emails();
    console.log(
      [
        `${ALARMS} alarms in ${SECONDS} s, handled in ${(handled / 1_000).toFixed(1)} s by ${ENVIRONMENTS} environments of the notifier`,
        `posted in ${((last - start) / 1_000).toFixed(1)} s by ${slack.taken().length} messages, ${single.length} of them of one alarm`,
        `${requests.length} requests in ${seconds.toFixed(1)} s: ${(requests.length / seconds).toFixed(2)} a second`,
        `${status(200)} taken, ${status(429)} too many, ${status(503)} while down, ${count((answer) => answer === 'cut')} cut off`,
        `${mails.length} emails to those without Slack`,
      ].join('\n'),
    );
    expect(posted().toSorted()).toEqual(names); // Each once, in a digest or alone.
    expect(mails.flatMap(({ text }) => namesIn(text)).toSorted()).toEqual(names);
    expect(mails.length).toBeLessThan(ALARMS / 4);
    expect(requests.length / seconds).toBeLessThanOrEqual(MAX_REQUESTS_PER_SECOND);
    // Nothing has waited for the queue's own time, which is for functions that were killed.
    expect(seconds).toBeLessThan(VISIBILITY_TIMEOUT_S);
    // It was a storm indeed.
    expect(status(503)).toBeGreaterThan(0);
    expect(count((answer) => answer === 'cut')).toBeGreaterThan(0);
  }, 600_000);
});
