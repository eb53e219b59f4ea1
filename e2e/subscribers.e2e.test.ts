/** People without Slack: what people were notified of, in plain words, and to them alone when Slack refuses. */
import { randomUUID } from 'node:crypto';
import { bySns } from '../test/alarm-events';
import { fixture } from '../test/fixture';
import { batchOf } from './batch';
import { NOTIFIER, STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { fresh } from './fresh';
import { emptyQueue, invoke, invokeLater, nextInQueue, without, withoutQueue } from './lambda';
import { OK, type StandIn, startStandIn } from './slack-stand-in';
import { forget } from './state-table';
import { type Email, subscribe, textMessages } from './subscribers';
import { waitFor } from './wait-for';
import { walk } from './walk';
import { useDeployedWebhook, useWebhook } from './webhook';
import { sharedWorld } from './world';

const world = sharedWorld();
const DEAD_LETTERS = `${NOTIFIER}-dead-letters`;
const topicArn = world.outputs.SubscribersTopicArn ?? '';

const firstEmail = (emails: () => Promise<Email[]>) => waitFor('An email', async () => (await emails())[0]);

beforeEach(() => emptyQueue(DEAD_LETTERS));

describe('the topic `subscribers`', () => {
  it('gets in plain words what Slack got', async () => {
    const { emails } = await subscribe(topicArn);
    const before = (await readMessages(world.slackUrl)).length;
    expect(await invoke(NOTIFIER, fresh('process-down'))).toMatchObject([{ outcome: 'notified' }]);
    const { subject, text, attributes } = await firstEmail(emails);
    expect(subject).toBe('🔴 i-03e6aec1a93443558: httpd is not running [alarm-responder dev]');
    expect(text).toMatch(/^🔴 i-03e6aec1a93443558: httpd is not running\n\nFor 1 minute\.\n/);
    expect(text).toMatch(/Time: +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d KST/);
    expect(attributes).toEqual({ severity: 'critical' });
    expect((await readMessages(world.slackUrl)).length).toBe(before + 1);
    expect(await emails()).toHaveLength(1);
  });

  it('is filtered by severity and kind, as the subscriptions of the stack are', async () => {
    const policy = { $or: [{ severity: ['critical'] }, { kind: ['instance-stopped'] }] };
    const [all, few] = [await subscribe(topicArn), await subscribe(topicArn, policy)];
    const [record] = Object(fixture('notification')).Records;
    const notify = (change: object) => {
      const content = { ...JSON.parse(record.Sns.Message), id: randomUUID(), at: new Date(), ...change };
      const Sns = { ...record.Sns, MessageId: randomUUID(), Message: JSON.stringify(content) };
      return invoke(NOTIFIER, { Records: [{ ...record, Sns }] });
    };
    await notify({ severity: 'warning', title: 'Disk is filling' });
    await notify({ severity: 'warning', title: 'Instance stopped: web-1', kind: 'instance-stopped' });
    await notify({ severity: 'critical', title: 'The trail was deleted' });
    await waitFor('Three emails', async () => (await all.emails()).length === 3 || undefined, all.emails);
    expect((await few.emails()).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('Instance stopped: web-1'),
      expect.stringContaining('The trail was deleted'),
    ]);
  });
});

describe('who asked for critical alarms', () => {
  it('is notified of one that came to an end while it waited', async () => {
    const name = `over ${randomUUID()}`;
    const { emails } = await subscribe(topicArn, { severity: ['critical'] });
    const waiting = batchOf(
      walk(name, ['ALARM', 'OK']).map((change) => bySns(change)),
      1_000,
    );
    expect(await invoke(NOTIFIER, waiting)).toEqual({ batchItemFailures: [] });
    const { subject, text, attributes } = await firstEmail(emails);
    expect(subject).toBe(`🟢 ${name}: memory is back at 91.7 % [alarm-responder dev]`);
    expect(text).toMatch(/\d\d:\d\d ALARM → \d\d:\d\d OK/);
    expect(attributes).toEqual({ severity: '["critical","good"]' });
  });
});

describe('a webhook that refuses for good', () => {
  let slack: StandIn;
  let status = 404;
  let word = '';
  beforeAll(async () => {
    slack = await startStandIn(() => ({ status, word }));
    await useWebhook(slack.webhookUrl);
  });
  afterAll(async () => {
    await useDeployedWebhook();
    await slack.stop();
  });

  it('has SMS sent too, to the numbers of the configuration, at most ten in ten minutes', async () => {
    [status, word] = [404, 'no_service'];
    await forget(`${stackOf(STAGE)}-state`, 'sms');
    const before = (await textMessages()).length;
    for (let alarm = 0; alarm < 11; alarm += 1) await invoke(NOTIFIER, fresh('process-down'));
    const texts = (await textMessages()).slice(before);
    expect(texts).toEqual(
      Array(10).fill(expect.stringMatching(/^No Slack! .*ALARM i-03e6aec1a93443558: httpd is not running/)),
    );
    for (const text of texts) expect(text.length).toBeLessThanOrEqual(160);
    await forget(`${stackOf(STAGE)}-state`, 'sms');
  });

  it.each([
    [403, 'action_prohibited'],
    [404, 'no_service'],
    [410, 'channel_is_archived'],
  ])('answers %s: the others are notified once, and it is kept for Slack', async (refusal, reason) => {
    [status, word] = [refusal, reason];
    const { emails } = await subscribe(topicArn);
    const before = slack.requests.length;
    expect(await invoke(NOTIFIER, fresh('process-down'))).toMatchObject([
      { outcome: 'failed over', why: expect.stringContaining(reason) },
    ]);
    const { subject, text, attributes } = await firstEmail(emails);
    expect(subject).toBe(
      '[Slack could not be reached] 🔴 i-03e6aec1a93443558: httpd is not running [alarm-responder dev]',
    );
    expect(text).toMatch(
      new RegExp(`^Slack could not be reached, so this is told here alone\\. .*${reason}`),
    );
    expect(attributes).toEqual({ severity: 'critical' });
    expect(await nextInQueue(DEAD_LETTERS)).toMatchObject({
      type: 'alarm-responder.delivery',
      version: 2,
      pending: ['slack'],
      notification: { alarm: { name: 'httpd-process-down', state: 'ALARM' } },
    });
    expect(await emails()).toHaveLength(1);
    expect(slack.requests.length).toBe(before + 1);
  });
});

describe('a webhook that takes no more for now', () => {
  let slack: StandIn;
  let busyUntil = 0;
  beforeAll(async () => {
    slack = await startStandIn((at) => (at < busyUntil ? { status: 503, word: 'busy' } : OK));
    await useWebhook(slack.webhookUrl);
  });
  afterAll(async () => {
    await useDeployedWebhook();
    await slack.stop();
  });

  it('gets it later, many alarms in one message, and so do those without Slack', async () => {
    const { emails } = await subscribe(topicArn);
    busyUntil = Number.POSITIVE_INFINITY;
    await withoutQueue(NOTIFIER, async () => {
      for (const name of ['process-down', 'missing-data', 'composite']) {
        expect(await invoke(NOTIFIER, fresh(name))).toMatchObject([{ outcome: 'queued' }]);
      }
      busyUntil = 0;
    });
    const [digest = ''] = await waitFor(
      'A digest',
      async () => (slack.taken().length > 0 ? slack.taken() : undefined),
      () => slack.requests,
    );
    const { text: email } = await firstEmail(emails);
    for (const text of [digest, email]) {
      expect(text).toMatch(/3 alarms (?:at|from) [\d: to]+, 3 still ringing/);
      for (const alarm of [
        'i-03e6aec1a93443558: httpd is not running',
        'web-1: httpd is not running',
        'web-degraded: web-5xx-rate is ringing',
      ])
        expect(text).toContain(alarm);
    }
    expect(slack.taken()).toHaveLength(1);
  });

  it('gives up to Lambda’s retries and the dead letters only when there is no queue either', async () => {
    busyUntil = Number.POSITIVE_INFINITY;
    const event = fresh('process-down');
    await without(NOTIFIER, 'sqs:GetQueueUrl', async () => {
      await invokeLater(NOTIFIER, event);
      expect(await nextInQueue(DEAD_LETTERS, 20_000)).toMatchObject({
        requestContext: { condition: 'RetriesExhausted' },
        requestPayload: event,
        responsePayload: {
          errorMessage: expect.stringContaining('not authorized to perform: sqs:GetQueueUrl'),
        },
      });
    });
    busyUntil = 0;
  });
});
