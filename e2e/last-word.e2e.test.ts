/** What happened while Slack was down: one message, whose first line says how it is now. */
import { randomUUID } from 'node:crypto';
import type { AlarmState } from '../shared/parsing/alarm';
import { bySns } from '../test/alarm-events';
import { NOTIFIER } from './deployment';
import { invoke, withoutQueue } from './lambda';
import { OK, type StandIn, startStandIn } from './slack-stand-in';
import { subscribe } from './subscribers';
import { waitFor } from './wait-for';
import { type Change, walk } from './walk';
import { useDeployedWebhook, useWebhook } from './webhook';
import { sharedWorld } from './world';

const { outputs } = sharedWorld();

const clock = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'short', timeZone: 'Asia/Seoul' });

/** `12:00 ALARM → 12:01 OK`; what is not of today has its date before it. */
const story = (changes: Change[]): RegExp =>
  new RegExp(changes.map(({ at, state }) => `(\\S+ )?${clock.format(at)} ${state}`).join(' → '));

describe('an alarm that changes while Slack is down', () => {
  let slack: StandIn;
  let isDown = true;
  beforeAll(async () => {
    slack = await startStandIn(() => (isDown ? { status: 503, word: 'service_unavailable' } : OK));
    await useWebhook(slack.webhookUrl);
  });
  afterAll(async () => {
    await useDeployedWebhook();
    await slack.stop();
  });

  it.each<[string, AlarmState[], RegExp]>([
    ['and rings', ['ALARM', 'OK', 'ALARM'], /🔴 \*flaps [^*]+\*: memory at 91\.7 % \(limit 50 %\)/],
    ['and is well', ['ALARM', 'OK'], /🟢 \*flaps [^*]+\*: memory is back at 91\.7 %/],
    ['and is well again', ['ALARM', 'OK', 'ALARM', 'OK'], /🟢 \*flaps [^*]+\*: memory is back at 91\.7 %/],
  ])('%s is one message that says so, with the times of all', async (_, states, now) => {
    const { emails } = await subscribe(outputs.SubscribersTopicArn ?? '');
    const changes = walk(`flaps ${randomUUID()}`, states);
    const before = slack.taken().length;
    isDown = true;
    await withoutQueue(NOTIFIER, async () => {
      for (const change of changes) {
        expect(await invoke(NOTIFIER, bySns(change))).toMatchObject([{ outcome: 'queued' }]);
      }
      isDown = false;
    });
    const posted = () => slack.taken().slice(before);
    await waitFor('The message', async () => posted()[0], posted, 30_000);
    const mail = await waitFor('The mail', async () => (await emails())[0], emails);
    expect(posted()).toHaveLength(1);
    const { text } = JSON.parse(posted()[0] ?? '');
    expect(text).toMatch(now);
    for (const words of [posted()[0], mail.text]) expect(words).toMatch(story(changes));
  });
});
