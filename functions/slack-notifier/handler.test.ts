import fc from 'fast-check';
import { startStandIn } from '../../e2e/slack-stand-in';
import { ConfigError, SlackError } from '../../shared/errors';
import { alarmMessage, arnOf, bySns, failureOf, snsEvent } from '../../test/alarm-events';
import { fixture, messagesOf } from '../../test/fixture';
import {
  batch,
  batchOf,
  changed,
  context,
  failing,
  minute,
  NOW,
  noTable,
  SMS,
  said,
  setUp,
  silenceLog,
  WEBHOOK,
} from '../../test/slack-notifier';
import { live } from './deps';
import { dryRun } from './dry-run';
import { createHandler } from './handler';

const logs = silenceLog();
afterEach(() => jest.clearAllMocks());

const revoked = new SlackError('Slack refused the message: no_service (HTTP 404)', true);
const busy = new SlackError('Slack refused the message: rate_limited (HTTP 429)', false, {
  retryAfter: 30_000,
});

describe('handler', () => {
  it('notifies Slack of an alarm, then those without it', async () => {
    const { deps, did } = setUp();
    expect(await createHandler(deps)(bySns(), context)).toEqual([
      { event: 'ALARM web', outcome: 'notified', why: 'the alarm is in ALARM' },
    ]);
    expect(did.posted).toMatchObject([{ text: '🔴 *web*: memory at 91.7 % (limit 50 %)' }]);
    expect(did.published).toEqual([
      {
        subject: '🔴 web: memory at 91.7 % (limit 50 %)',
        body: expect.stringContaining('Time:'),
        attributes: { severity: 'critical' },
      },
    ]);
    expect([did.queued, did.deadLettered, did.waited, did.texted]).toEqual([[], [], [], []]);
  });

  it('suppresses what nobody waits for, and takes it for known', async () => {
    const { deps, did, table } = setUp({
      now: () => minute(20),
      notifyOn: () => ({ ok: 'never', insufficientData: 'never' }),
    });
    const handle = createHandler(deps);
    expect(await handle(fixture('alarm-ok'), context)).toMatchObject([
      { outcome: 'suppressed', why: 'OK never notifies' },
    ]);
    expect([did.posted, did.published]).toEqual([[], []]);
    expect([...table.items.values()]).toMatchObject([
      {
        entry: {
          notified: [`${Date.UTC(2026, 2, 2, 3, 17, 24, 521)}:OK`],
          newest: { state: 'OK' },
          newestNotified: undefined,
        },
        lock: undefined,
      },
    ]);
    expect(await handle(fixture('alarm-ok'), context)).toMatchObject([{ outcome: 'suppressed' }]);
  });

  it('notifies once of what comes twice', async () => {
    const { deps, did } = setUp();
    const handle = createHandler(deps);
    await handle(bySns(), context);
    expect(await handle(bySns(), context)).toMatchObject([
      { outcome: 'suppressed', why: 'it was dealt with already' },
    ]);
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
  });

  it('knows alarms, notifications, failures and texts each by what is the same when they come again', async () => {
    const ids: string[] = [];
    const { deps } = setUp();
    const handle = createHandler({
      ...deps,
      claimIncident: (request) => {
        ids.push(...request.ids);
        return deps.claimIncident(request);
      },
    });
    const events = [
      bySns(),
      fixture('notification'),
      failureOf(bySns(), 'processRestarter'),
      fixture('plain-text'),
    ];
    for (const event of events) await handle(event, context);
    expect(ids).toEqual([
      '1772421060000:ALARM',
      'outcome 4d8a1f6e-92c3-4e57-b0d8-6a3f1c9e7b25',
      'failure d1c7e5a2-6f38-4b0e-9a41-57b2c83e6f90',
      Object(fixture('plain-text')).Records[0].Sns.MessageId,
    ]);
  });

  it('notifies of each that belongs to one incident', async () => {
    const { deps, did } = setUp();
    const handle = createHandler(deps);
    for (const id of ['outcome 1', 'outcome 2']) {
      await handle(snsEvent(said('httpd came back', { id, incident: 'alarm web' })), context);
    }
    expect(did.posted).toHaveLength(2);
  });

  it('waits for its slot', async () => {
    const { deps, did } = setUp({ takeSlot: async () => 1_200 });
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.waited).toEqual([1_200]);
  });

  it.each<[string, Parameters<typeof setUp>[0], string]>([
    ['there is no slot', { takeSlot: async () => undefined }, 'one message a second'],
    ['its slot is too far away for the time left', { takeSlot: async () => 13_000 }, 'no time left'],
    ['the table gives no slot', { takeSlot: noTable }, 'without the table there is no slot'],
    ['the table does not answer', { claimIncident: noTable }, 'The table state could not be reached'],
    ['Slack takes no more', { postMessage: failing(busy) }, 'rate_limited'],
  ])('puts it into the queue when %s, and succeeds', async (_, change, why) => {
    const { deps, did } = setUp(change);
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([
      { outcome: 'queued', why: expect.stringContaining(why) },
    ]);
    expect(did.queued).toMatchObject([
      {
        pending: ['slack', 'subscribers', 'sms'],
        notification: { alarm: { name: 'web', state: 'ALARM', previousState: 'OK' } },
      },
    ]);
    expect([did.posted, did.published, did.deadLettered]).toEqual([[], [], []]);
  });

  it('puts it into the queue while somebody else is at its incident', async () => {
    const { deps, did, table } = setUp();
    table.claimIncident({
      incident: `alarm ${arnOf('web')}`,
      owner: 'other',
      ids: ['1772421000000:OK'],
      now: NOW,
    });
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([
      { outcome: 'queued', why: 'something of its incident is being delivered' },
    ]);
    expect([did.posted, did.published, did.queued.length]).toEqual([[], [], 1]);
  });

  it('lets nobody wait for a KMS that does not answer: those without Slack are notified, Slack gets it from the queue', async () => {
    const { deps, did } = setUp({ webhookUrl: failing(new Error('socket hang up')) });
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([
      { outcome: 'queued', why: 'socket hang up' },
    ]);
    expect(did.queued).toMatchObject([{ pending: ['slack'], notification: { alarm: { name: 'web' } } }]);
    expect(did.published).toMatchObject([{ subject: '🔴 web: memory at 91.7 % (limit 50 %)' }]);
  });

  it('says Slack’s own word first when what it refuses cannot be kept either', async () => {
    const { deps } = setUp({
      postMessage: failing(revoked),
      deadLetter: failing(new Error('no credentials')),
    });
    await expect(createHandler(deps)(bySns(), context)).rejects.toThrow(
      /: Slack refused the message: no_service \(HTTP 404\); it could not be kept either: no credentials$/,
    );
  });

  it('notifies of every alarm, whatever half characters are in it', async () => {
    const half = fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        half.map((codes) => String.fromCharCode(...codes)),
        async (text) => {
          const message = alarmMessage();
          const Trigger = { ...message.Trigger, MetricName: text, Dimensions: [{ name: text, value: text }] };
          const alarm = {
            ...message,
            AlarmName: text,
            AlarmDescription: text,
            NewStateReason: text,
            Trigger,
          };
          const { deps, did } = setUp();
          await createHandler(deps)(alarm, context);
          expect([did.posted.length, did.published.length, did.queued.length]).toEqual([1, 1, 0]);
        },
      ),
    );
  });

  it('makes everybody back off for as long as Slack asks', async () => {
    const backedOff: number[] = [];
    const { deps } = setUp({ postMessage: failing(busy), backOff: async (ms) => void backedOff.push(ms) });
    await createHandler(deps)(bySns(), context);
    expect(backedOff).toEqual([30_000]);
  });

  it.each([
    ['Slack refuses it for good', { postMessage: failing(revoked) }],
    ['there is no webhook to be had', { webhookUrl: failing(new ConfigError('no_service')) }],
  ])('notifies the others when %s, and keeps it for Slack', async (_, change) => {
    const { deps, did } = setUp({ ...change, sms: () => SMS });
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([
      { outcome: 'failed over', why: expect.stringContaining('no_service') },
    ]);
    expect(did.published).toMatchObject([
      {
        subject: '[Slack could not be reached] 🔴 web: memory at 91.7 % (limit 50 %)',
        body: expect.stringMatching(/^Slack could not be reached, so this is told here alone\. .*no_service/),
        attributes: { severity: 'critical' },
      },
    ]);
    expect(did.texted).toEqual([expect.stringMatching(/^No Slack! ALARM web: memory at 91.7 %/)]);
    expect(did.deadLettered).toMatchObject([{ pending: ['slack'] }]);
    expect(did.queued).toEqual([]);
  });

  it('keeps what those without Slack did not get, and notifies Slack of nothing twice', async () => {
    const { deps, did } = setUp({ publish: failing(new Error('throttled')) });
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.deadLettered).toMatchObject([{ pending: ['subscribers'] }]);
    expect(did.posted).toHaveLength(1);
  });

  it('does not wait for those without Slack until it runs out of time, which would notify Slack again', async () => {
    jest.useFakeTimers();
    const { deps, did } = setUp({ publish: () => new Promise(() => {}) });
    const answer = createHandler(deps)(bySns(), context);
    await jest.advanceTimersByTimeAsync(5_000);
    jest.useRealTimers();
    expect(await answer).toMatchObject([{ outcome: 'notified' }]);
    expect(did.deadLettered).toMatchObject([{ pending: ['subscribers'] }]);
  });

  it('lets Lambda try again at once when it can neither be sent nor kept', async () => {
    const { deps, table } = setUp({
      postMessage: failing(busy),
      enqueue: failing(new Error('no queue')),
    });
    await expect(createHandler(deps)(bySns(), context)).rejects.toThrow(
      '1 of 1 could not be delivered: ALARM web: Slack refused the message: rate_limited (HTTP 429); it could not be kept either: no queue',
    );
    expect([...table.items.values()]).toMatchObject([
      { entry: { notified: [], newest: undefined }, lock: undefined },
    ]);
    const well = { ...setUp().deps, claimIncident: deps.claimIncident, saveIncident: deps.saveIncident };
    expect(await createHandler(well)(bySns(), context)).toMatchObject([{ outcome: 'notified' }]);
  });

  it('does not wait for a queue that does not answer until it runs out of time', async () => {
    jest.useFakeTimers();
    const { deps } = setUp({ postMessage: failing(busy), enqueue: () => new Promise(() => {}) });
    const answer = createHandler(deps)(bySns(), context).catch((error: unknown) => String(error));
    await jest.advanceTimersByTimeAsync(4_000);
    jest.useRealTimers();
    expect(await answer).toContain('it could not be kept either');
  });

  it('puts into the queue, for the others alone, what there was no time left for', async () => {
    const { deps, did } = setUp();
    const slow = { ...context, getRemainingTimeInMillis: () => (did.posted.length > 0 ? 3_000 : 20_000) };
    expect(await createHandler(deps)(bySns(), slow)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.queued.map(({ pending }) => pending)).toEqual([['subscribers'], ['sms']]);
    await createHandler(deps)(batchOf(did.queued.map((letter) => JSON.stringify(letter))), context);
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
  });

  it('puts into the queue what it suppresses when that cannot be kept as known', async () => {
    const { deps, did } = setUp({ saveIncident: noTable });
    const ok = bySns({ state: 'OK', previousState: 'INSUFFICIENT_DATA' });
    expect(await createHandler(deps)(ok, context)).toMatchObject([
      { outcome: 'queued', why: 'what it changes could not be kept' },
    ]);
    expect(did.queued).toMatchObject([{ pending: ['slack', 'subscribers', 'sms'] }]);
  });

  it('notifies Slack of nothing twice for the others’ sake, when nothing can be kept anywhere', async () => {
    const { deps, did } = setUp({
      publish: failing(new Error('throttled')),
      deadLetter: failing(new Error('no queue')),
      saveIncident: noTable,
    });
    expect(await createHandler(deps)(bySns(), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.posted).toHaveLength(1);
    expect(logs.error).toHaveBeenCalledWith('notified in Slack alone', {
      event: 'web: memory at 91.7 % (limit 50 %)',
      why: 'throttled; it could not be kept either: no queue',
    });
  });

  it('shows what would be sent when there is no webhook', async () => {
    const { deps, did } = setUp({ webhookUrl: async () => undefined });
    expect(await createHandler(deps)(fixture('notification'), context)).toMatchObject([
      { outcome: 'dry run', message: { text: /./ }, email: { subject: /./, body: /./ } },
    ]);
    expect([did.posted, did.published]).toEqual([[], []]);
  });

  it('tries every record, then fails with the names of those that could not be sent', async () => {
    const { deps, did } = setUp({ enqueue: failing(new Error('no queue')) });
    let attempts = 0;
    const handle = createHandler({
      ...deps,
      postMessage: async (...request) => {
        attempts += 1;
        if (attempts === 1) throw busy;
        return deps.postMessage(...request);
      },
    });
    const Records = [...bySns({ name: 'a' }).Records, ...bySns({ name: 'b' }).Records];
    await expect(handle({ Records }, context)).rejects.toThrow(/^1 of 2 could not be delivered: ALARM a: /);
    expect(did.posted).toMatchObject([{ text: '🔴 *b*: memory at 91.7 % (limit 50 %)' }]);
  });

  it('delivers the records one after the other, so that their order holds', async () => {
    const { deps, did } = setUp();
    const Records = [...bySns().Records, ...bySns({ state: 'OK', at: minute(12) }).Records];
    await createHandler(deps)({ Records }, context);
    expect(did.posted.map(({ text }) => text.slice(0, 9))).toEqual(['🔴 *web*:', '🟢 *web*:']);
  });

  it('leaves a CPU alarm to cpuAlerter, unless that has failed', async () => {
    const { deps, did } = setUp();
    const handle = createHandler(deps);
    expect(await handle(fixture('cpu-high'), context)).toMatchObject([
      { outcome: 'suppressed', why: 'cpuAlerter notifies instead' },
    ]);
    expect(did.posted).toEqual([]);
    expect(await handle(failureOf(fixture('cpu-high')), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.posted[0]?.text).toBe('🔴 *web-1*: CPU at 91.7 % (limit 50 %), and cpuAlerter failed');
  });

  it.each([
    [true, 'suppressed', 'cpuAlerter notifies instead'],
    [false, 'notified', 'the alarm is in ALARM'],
  ])(
    'of a CPU alarm by EventBridge, which cpuAlerter gets while allAlarms is %p, is %s',
    async (allAlarms, outcome, why) => {
      const { deps } = setUp({ allAlarms: () => allAlarms });
      expect(await createHandler(deps)(fixture('alarm-eventbridge'), context)).toMatchObject([
        { outcome, why },
      ]);
    },
  );

  it('leaves the OK of an alarm to the related alarm that recovers last', async () => {
    const { deps, did } = setUp({ okInhibitedBy: async () => 'web-1 warning' });
    expect(await createHandler(deps)(fixture('alarm-ok'), context)).toMatchObject([
      { outcome: 'suppressed', why: 'the OK of web-1 warning is notified instead' },
    ]);
    expect(did.posted).toEqual([]);
  });

  it('notifies of a malformed event, with the path of what is wrong', async () => {
    const { deps, did } = setUp();
    await createHandler(deps)({ Records: [{ Sns: { Message: 42 } }] }, context);
    expect(JSON.stringify(did.posted)).toContain('Records.0.Sns.MessageId');
  });

  it('drains its queue', async () => {
    const { deps, did } = setUp();
    expect(await createHandler(deps)(batch([changed('a'), changed('b')]), context)).toEqual({
      batchItemFailures: [],
    });
    expect(did.posted).toMatchObject([{ text: '🔴 2 alarms at 12:11, 2 still ringing' }]);
  });

  it('answers without the secret that somebody has put where AWS names a suppressor', async () => {
    const event = Object(fixture('alarm-eventbridge-composite'));
    const actionsSuppressedBy = 'password=hunter2';
    const state = { ...event.detail.state, actionsSuppressedBy };
    const { deps, table } = setUp();
    const answer = await createHandler(deps)({ ...event, detail: { ...event.detail, state } }, context);
    expect(answer).toMatchObject([
      { outcome: 'suppressed', why: 'its actions are suppressed by password=‹password›' },
    ]);
    const kept = JSON.stringify([...table.items, ...logs.info.mock.calls]);
    expect(kept).not.toContain('hunter2');
  });

  it('never logs the webhook’s address', async () => {
    const { deps } = setUp();
    await createHandler(deps)(bySns(), context);
    const error = new SlackError(`Slack could not be reached: ${WEBHOOK}`, false);
    const broken = setUp({ postMessage: failing(error), enqueue: failing(error) });
    await expect(createHandler(broken.deps)(bySns(), context)).rejects.toThrow();
    expect(logs.error).toHaveBeenCalledTimes(1);
    const lines = JSON.stringify([...logs.info.mock.calls, ...logs.error.mock.calls]);
    expect(lines).not.toContain('secret');
  });
});

describe('the log', () => {
  const line = (change: object = {}) => ({
    requestId: 'request-1',
    ms: expect.any(Number),
    event: 'ALARM web',
    alarm: 'web',
    state: 'ALARM',
    ...change,
  });

  it.each<[string, Parameters<typeof setUp>[0], 'info' | 'error', string]>([
    ['notified', {}, 'info', 'the alarm is in ALARM'],
    ['queued', { postMessage: failing(busy) }, 'info', busy.message],
    ['failed over', { postMessage: failing(revoked) }, 'error', revoked.message],
    [
      'failed',
      { postMessage: failing(busy), enqueue: failing(new Error('no queue')) },
      'error',
      `${busy.message}; it could not be kept either: no queue`,
    ],
  ])('says %s, and why', async (outcome, change, level, why) => {
    const { deps } = setUp(change);
    await createHandler(deps)(bySns(), context).catch(() => {});
    expect(logs[level]).toHaveBeenCalledWith(outcome, line({ why }));
  });

  it('says suppressed, and why', async () => {
    const { deps } = setUp();
    await createHandler(deps)(bySns({ state: 'OK', previousState: 'INSUFFICIENT_DATA' }), context);
    const why = 'INSUFFICIENT_DATA → OK: the alarm was not in ALARM before';
    expect(logs.info).toHaveBeenCalledWith('suppressed', line({ event: 'OK web', state: 'OK', why }));
  });

  it('says still queued of what stays in the queue, a warning', async () => {
    const { deps } = setUp({ postMessage: failing(busy) });
    await createHandler(deps)(batch([changed('web')]), context);
    const { ms: _, ...drained } = line({ why: busy.message });
    expect(logs.warn).toHaveBeenCalledWith('still queued', drained);
  });

  it('names what is no alarm by its title', async () => {
    const { deps } = setUp();
    await createHandler(deps)(fixture('notification'), context);
    expect(logs.info).toHaveBeenCalledWith('notified', {
      requestId: 'request-1',
      ms: expect.any(Number),
      event: 'notification httpd on web-1 did not come back',
      why: 'it is no alarm',
    });
  });

  it('holds no secret of a name, and not all of one without end', async () => {
    const { deps } = setUp();
    await createHandler(deps)(bySns({ name: `password=hunter2 ${'x'.repeat(1_000)}` }), context);
    const [[, logged] = []] = logs.info.mock.calls;
    expect(logged).toMatchObject({ alarm: expect.stringMatching(/^password=‹password› x+…$/) });
    expect(Object(logged).alarm).toHaveLength(300);
    expect(Object(logged).event).toHaveLength(300);
  });
});

describe('sls invoke local', () => {
  const env = { ...process.env };
  afterEach(() => {
    process.env = { ...env };
  });
  const never = async (): Promise<never> => Promise.reject(new Error('expected no call'));

  it('shows what would be sent and sends nothing, even with a ciphertext', async () => {
    const { deps, did } = setUp({
      webhookUrl: never,
      claimIncident: never,
      saveIncident: never,
      takeSlot: never,
      okInhibitedBy: never,
    });
    expect(await createHandler(dryRun(deps))(fixture('alarm'), context)).toMatchObject([
      {
        outcome: 'dry run',
        message: { text: '🔴 *Example alarm name*: DeliveryErrors at 10 (limit 1)' },
        email: { subject: '🔴 Example alarm name: DeliveryErrors at 10 (limit 1)', body: expect.any(String) },
      },
    ]);
    expect(did).toMatchObject({ posted: [], published: [], texted: [], queued: [] });
  });

  it('shows of many records what each would be', async () => {
    const { deps } = setUp();
    const Records = [...bySns().Records, ...bySns({ state: 'OK' }).Records];
    expect(await createHandler(dryRun(deps))({ Records }, context)).toMatchObject([
      { event: 'ALARM web', outcome: 'dry run' },
      { event: 'OK web', outcome: 'dry run' },
    ]);
  });

  it('changes nothing in the queue, whatever credentials there are', async () => {
    const { deps } = setUp({ comeAgain: never });
    await expect(dryRun(deps).comeAgain('receipt', 20)).resolves.toBeUndefined();
  });

  it('reports of a bad webhook Slack’s own word, not the credentials that nobody needs there', async () => {
    const slack = await startStandIn(() => ({ status: 404, word: 'no_service' }));
    process.env.SLACK_WEBHOOK_URL = slack.webhookUrl;
    const { deps } = setUp({
      webhookUrl: never,
      postMessage: live.postMessage,
      enqueue: never,
      deadLetter: never,
    });
    await expect(createHandler(dryRun(deps))(fixture('alarm'), context)).rejects.toThrow(
      /Slack refused the message: no_service \(HTTP 404\); the webhook is gone: .*could not be kept either: a dry run keeps nothing/,
    );
    await slack.stop();
  });
});

describe('the canary', () => {
  /** The alarm as somebody has set it. */
  const set = (NewStateValue: string, NewStateReason: string) =>
    snsEvent({ ...Object(messagesOf('alarm-ok')[0]), AlarmName: 'canary', NewStateValue, NewStateReason });
  beforeEach(() => {
    process.env.CANARY_ALARM = 'canary';
  });
  afterAll(() => {
    delete process.env.CANARY_ALARM;
  });

  it('of every day bothers nobody, and asks nothing of the table', async () => {
    const { deps, did, table } = setUp();
    const outcomes = await createHandler(deps)(set('ALARM', 'daily: would it?'), context);
    expect(outcomes).toMatchObject([{ outcome: 'suppressed', why: expect.stringContaining('alive') }]);
    expect([did.posted, did.published, table.items.size]).toEqual([[], [], 0]);
    expect(logs.info).toHaveBeenCalledWith('canary seen', expect.objectContaining({ CanarySeen: 1 }));
  });

  it('of every day fails when the webhook is dead', async () => {
    const { deps } = setUp({
      probeWebhook: async () => ({ state: 'dead', word: 'no_service', status: 404 }),
    });
    await expect(createHandler(deps)(set('ALARM', 'daily: would it?'), context)).rejects.toThrow(
      'no_service',
    );
    expect(logs.info).not.toHaveBeenCalledWith('canary seen', expect.anything());
  });

  it('that an operator sets is a message that calls nobody', async () => {
    const { deps, did } = setUp({
      mentions: () => ({ critical: ['channel'], warning: ['channel'], info: [] }),
    });
    expect(await createHandler(deps)(set('ALARM', 'doctor 1f0c'), context)).toMatchObject([
      { event: 'notification Canary doctor 1f0c', outcome: 'notified' },
    ]);
    expect(did.posted).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/^(?!.*<!).*doctor 1f0c/) }),
    ]);
  });

  it('that an operator sets twice is two messages', async () => {
    const { deps, did } = setUp();
    const handle = createHandler(deps);
    for (const reason of ['doctor 1f0c', 'doctor 2a9d']) await handle(set('ALARM', reason), context);
    expect(did.posted).toHaveLength(2);
  });

  it('that goes back is suppressed', async () => {
    const { deps, did } = setUp();
    await createHandler(deps)(set('OK', 'doctor 1f0c'), context);
    expect(did.posted).toEqual([]);
  });
});
