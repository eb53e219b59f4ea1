/** The table throttles for 20 s while alarms come: nothing is posted without it, and afterwards all of them once. */

import { setTimeout as sleep } from 'node:timers/promises';
import { bySns } from '../../test/alarm-events';
import { breakService } from '../broken-service';
import { subscribe } from '../subscribers';
import { waitFor } from '../wait-for';
import { sharedWorld } from '../world';
import { handOver } from './environments';
import { badSlack, inSeconds, MAX_REQUESTS_PER_SECOND, rateOf } from './slack';
import { namesIn, namesOf, wordsIn } from './words';

const ALARMS = 60;
const WITHIN_MS = 15_000;
const THROTTLED_MS = 20_000;

const { outputs } = sharedWorld();
const names = namesOf(ALARMS, 'unclaimed');

/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
const REFUSAL = JSON.stringify({
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'The level of configured provisioned throughput for the table was exceeded.',
});
const THROTTLED = [
  'HTTP/1.1 400 Bad Request',
  'content-type: application/x-amz-json-1.0',
  `content-length: ${REFUSAL.length}`,
  'connection: close',
  '',
  REFUSAL,
].join('\r\n');

describe('a storm while the table throttles', () => {
  const slack = badSlack();
  const { mend } = breakService('DYNAMODB', (socket) => socket.once('data', () => socket.end(THROTTLED)));

  it('waits for it, and is posted once and at Slack’s pace', async () => {
    const { emails } = await subscribe(outputs.SubscribersTopicArn ?? '');
    const at = new Date();
    const events = names.map((name) => bySns({ name, state: 'ALARM', previousState: 'OK', at }));
    const [failures] = await Promise.all([handOver(events, WITHIN_MS), sleep(THROTTLED_MS)]);
    expect(failures).toEqual([]);
    expect(slack().requests).toEqual([]);
    mend();
    const mended = Date.now();
    const posted = () => slack().taken().flatMap(wordsIn);
    await waitFor('Every alarm', async () => posted().length >= ALARMS || undefined, posted, 90_000);
    const mailed = async () => (await emails()).flatMap(({ text }) => namesIn(text, 'unclaimed'));
    await waitFor('Every email', async () => (await mailed()).length >= ALARMS || undefined, mailed, 30_000);
    const { requests } = slack();
    console.log(
      `${ALARMS} alarms while the table throttled for ${inSeconds(THROTTLED_MS)}: posted by ${slack().taken().length} messages within ${inSeconds((requests.at(-1)?.at ?? 0) - mended)} after that`,
    );
    expect(
      posted()
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(names);
    expect((await mailed()).toSorted()).toEqual(names);
    expect(rateOf(requests)).toBeLessThanOrEqual(MAX_REQUESTS_PER_SECOND);
  }, 180_000);
});
