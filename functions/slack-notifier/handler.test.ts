import fc from 'fast-check';
import { startStandIn } from '../../e2e/slack-stand-in';
import { ConfigError, SlackError } from '../../shared/errors';
import { fixture, messagesOf } from '../../test/fixture';
import { batch, context, item, setUp, silenceLog, WEBHOOK } from '../../test/slack-notifier';
import { live } from './deps';
import { dryRun } from './dry-run';
import { createHandler } from './handler';

const logs = silenceLog();
afterEach(() => jest.clearAllMocks());

const revoked = new SlackError('Slack refused the message: no_service (HTTP 404)', true);
const busy = new SlackError('Slack refused the message: rate_limited (HTTP 429)', false, {
  retryAfter: 30_000,
});
const failing = (error: Error) => async () => {
  throw error;
};

describe('handler', () => {
  it('notifies Slack of an alarm, then those without it', async () => {
    const { deps, did } = setUp({ webhookUrl: async () => WEBHOOK });
    expect(await createHandler(deps)(fixture('alarm'), context)).toEqual([
      { event: 'ALARM Example alarm name', outcome: 'notified', why: 'the alarm is in ALARM' },
    ]);
    expect(did.posted).toEqual([
      expect.objectContaining({ text: expect.stringContaining('Example alarm name') }),
    ]);
    expect(did.published).toEqual([
      {
        subject: '[critical] ALARM: Example alarm name',
        body: expect.stringContaining('Time:'),
        attributes: { severity: 'critical' },
      },
    ]);
    expect([did.queued, did.deadLettered, did.waited, did.texted]).toEqual([[], [], [], []]);
  });

  it('suppresses what nobody waits for, and logs why', async () => {
    const { deps, did } = setUp({ notifyOn: () => ({ ok: 'never', insufficientData: 'never' }) });
    expect(await createHandler(deps)(fixture('alarm-ok'), context)).toMatchObject([
      { outcome: 'suppressed', why: 'OK never notifies' },
    ]);
    expect([did.posted, did.published]).toEqual([[], []]);
    expect(logs.info).toHaveBeenCalledWith('suppressed', {
      requestId: 'request-1',
      event: expect.stringMatching(/^OK /),
      alarm: expect.stringContaining('cpu-high'),
      state: 'OK',
      why: 'OK never notifies',
      ms: expect.any(Number),
    });
  });

  it('notifies once of what comes twice', async () => {
    const claimed = new Set<string>();
    const { deps, did } = setUp({
      claim: async (id) => {
        const held = claimed.has(id);
        claimed.add(id);
        return { held, release: async () => {} };
      },
    });
    const handle = createHandler(deps);
    await handle(fixture('alarm'), context);
    expect(await handle(fixture('alarm'), context)).toMatchObject([
      { outcome: 'suppressed', why: 'it was notified a moment ago' },
    ]);
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
  });

  it('knows one change of state by whichever way it comes, and two notices apart', async () => {
    const ids: string[] = [];
    const { deps } = setUp({
      claim: async (id) => {
        ids.push(id);
        return { held: false, release: async () => {} };
      },
    });
    const handle = createHandler(deps);
    const failure = { ...Object(messagesOf('failure-record')[0]), requestPayload: fixture('cpu-high') };
    for (const event of [fixture('alarm-eventbridge'), fixture('notice'), failure])
      await handle(event, context);
    expect(ids).toEqual([
      'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high ALARM 2026-03-02T03:11:24.518Z',
      Object(fixture('notice')).Records[0].Sns.MessageId,
      'request-1',
    ]);
  });

  it('waits for its slot', async () => {
    const { deps, did } = setUp({ takeSlot: async () => 1_200 });
    expect(await createHandler(deps)(fixture('alarm'), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.waited).toEqual([1_200]);
  });

  it.each<[string, Parameters<typeof setUp>[0], string]>([
    ['others are before it', { takeSlot: async () => undefined }, 'others are before it'],
    ['Slack takes no more', { postMessage: failing(busy) }, 'rate_limited'],
  ])('puts it into the queue when %s, and succeeds', async (_, change, why) => {
    const { deps, did } = setUp(change);
    expect(await createHandler(deps)(fixture('alarm'), context)).toMatchObject([
      { outcome: 'queued', why: expect.stringContaining(why) },
    ]);
    expect(did.queued).toMatchObject([
      { due: ['slack', 'subscribers', 'sms'], item: { about: 'ALARM Example alarm name' } },
    ]);
    expect([did.published, did.deadLettered]).toEqual([[], []]);
  });

  it('lets nobody wait for a KMS that does not answer: those without Slack are notified, Slack gets it from the queue', async () => {
    const { deps, did } = setUp({ webhookUrl: failing(new Error('socket hang up')) });
    expect(await createHandler(deps)(fixture('alarm'), context)).toMatchObject([
      { outcome: 'queued', why: 'socket hang up' },
    ]);
    expect(did.queued).toMatchObject([{ due: ['slack'], item: { about: 'ALARM Example alarm name' } }]);
    expect(did.published).toMatchObject([{ subject: '[critical] ALARM: Example alarm name' }]);
  });

  it('says Slack’s own word first when what it refuses cannot be kept either', async () => {
    const { deps } = setUp({
      postMessage: failing(revoked),
      deadLetter: failing(new Error('no credentials')),
    });
    await expect(createHandler(deps)(fixture('alarm'), context)).rejects.toThrow(
      /: Slack refused the message: no_service \(HTTP 404\); it could not be kept either: no credentials$/,
    );
  });

  it('notifies of every alarm, whatever half characters are in it', async () => {
    const half = fc.array(fc.integer({ min: 0xd7f0, max: 0xe010 }), { maxLength: 20 });
    const [message] = messagesOf('cpu-high');
    await fc.assert(
      fc.asyncProperty(
        half.map((codes) => String.fromCharCode(...codes)),
        async (text) => {
          const Trigger = {
            ...Object(message).Trigger,
            MetricName: text,
            Dimensions: [{ name: text, value: text }],
          };
          const alarm = {
            ...Object(message),
            AlarmName: text,
            AlarmDescription: text,
            NewStateReason: text,
            Trigger,
          };
          const { deps, did } = setUp();
          await createHandler(deps)({ ...Object(message), ...alarm }, context);
          expect([did.posted.length, did.published.length, did.queued.length]).toEqual([1, 1, 0]);
        },
      ),
    );
  });

  it('makes everybody back off for as long as Slack asks', async () => {
    const backedOff: number[] = [];
    const { deps } = setUp({ postMessage: failing(busy), backOff: async (ms) => void backedOff.push(ms) });
    await createHandler(deps)(fixture('alarm'), context);
    expect(backedOff).toEqual([30_000]);
  });

  it.each([
    ['Slack refuses it for good', { postMessage: failing(revoked) }],
    ['there is no webhook to be had', { webhookUrl: failing(new ConfigError('no_service')) }],
  ])('notifies the others when %s, and keeps it for Slack', async (_, change) => {
    const { deps, did } = setUp({
      ...change,
      sms: () => ({ numbers: ['+821012345678'], notifyOn: ['critical'] }),
    });
    expect(await createHandler(deps)(fixture('alarm'), context)).toMatchObject([
      { outcome: 'failed over', why: expect.stringContaining('no_service') },
    ]);
    expect(did.published).toMatchObject([
      {
        subject: '[Slack could not be reached] [critical] ALARM: Example alarm name',
        body: expect.stringMatching(/^Slack could not be reached, so this is told here alone\. .*no_service/),
        attributes: { severity: 'critical' },
      },
    ]);
    expect(did.texted).toEqual([expect.stringMatching(/^No Slack! ALARM: Example alarm name/)]);
    expect(did.deadLettered).toMatchObject([{ due: ['slack'] }]);
    expect(did.queued).toEqual([]);
  });

  it('keeps what those without Slack did not get, and notifies Slack of nothing twice', async () => {
    const { deps, did } = setUp({ publish: failing(new Error('throttled')) });
    expect(await createHandler(deps)(fixture('alarm'), context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.deadLettered).toMatchObject([{ due: ['subscribers'] }]);
    expect(did.posted).toHaveLength(1);
  });

  it('does not wait for those without Slack until it runs out of time, which would notify Slack again', async () => {
    jest.useFakeTimers();
    const { deps, did } = setUp({ publish: () => new Promise(() => {}) });
    const answer = createHandler(deps)(fixture('alarm'), context);
    await jest.advanceTimersByTimeAsync(5_000);
    jest.useRealTimers();
    expect(await answer).toMatchObject([{ outcome: 'notified' }]);
    expect(did.deadLettered).toMatchObject([{ due: ['subscribers'] }]);
  });

  it('lets Lambda try again at once when it can neither be sent nor kept', async () => {
    const release = jest.fn().mockResolvedValue(undefined);
    const { deps } = setUp({
      postMessage: failing(busy),
      enqueue: failing(new Error('no queue')),
      claim: async () => ({ held: false, release }),
    });
    await expect(createHandler(deps)(fixture('alarm'), context)).rejects.toThrow(
      '1 of 1 could not be delivered: ALARM Example alarm name: Slack refused the message: rate_limited (HTTP 429); it could not be kept either: no queue',
    );
    expect(release).toHaveBeenCalledTimes(1);
    expect(logs.error).toHaveBeenCalledWith(
      'failed',
      expect.objectContaining({ why: expect.stringMatching(/no queue$/) }),
    );
  });

  it('shows what would be sent when there is no webhook', async () => {
    const { deps, did } = setUp({ webhookUrl: async () => undefined });
    expect(await createHandler(deps)(fixture('notice'), context)).toMatchObject([
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
    const [alarm] = Object(fixture('alarm')).Records;
    await expect(handle({ Records: [alarm, alarm] }, context)).rejects.toThrow(
      /^1 of 2 could not be delivered: /,
    );
    expect(did.posted).toHaveLength(1);
  });

  it('leaves a CPU alarm to cpuAlerter, unless that has failed', async () => {
    const { deps, did } = setUp();
    const handle = createHandler(deps);
    expect(await handle(fixture('cpu-high'), context)).toMatchObject([
      { outcome: 'suppressed', why: 'cpuAlerter notifies instead' },
    ]);
    expect(did.posted).toEqual([]);
    const failure = { ...Object(messagesOf('failure-record')[0]), requestPayload: fixture('cpu-high') };
    expect(await handle(failure, context)).toMatchObject([{ outcome: 'notified' }]);
    expect(did.posted[0]?.text).toContain('cpu-high');
  });

  it('notifies of a CPU alarm that came by EventBridge, which cpuAlerter does not get', async () => {
    const { deps } = setUp();
    expect(await createHandler(deps)(fixture('alarm-eventbridge'), context)).toMatchObject([
      { outcome: 'notified' },
    ]);
  });

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
    expect(await createHandler(deps)(batch([item('a'), item('b')]), context)).toEqual({
      batchItemFailures: [],
    });
    expect(did.posted).toMatchObject([{ text: '🔴 2 messages at once, 2 critical — ALARM: a; ALARM: b' }]);
  });

  it('answers without the secret that somebody has put where AWS names a suppressor', async () => {
    const event = Object(fixture('alarm-eventbridge-composite'));
    const actionsSuppressedBy = 'password=hunter2';
    const state = { ...event.detail.state, actionsSuppressedBy };
    const { deps } = setUp();
    const answer = await createHandler(deps)({ ...event, detail: { ...event.detail, state } }, context);
    expect(answer).toMatchObject([
      { outcome: 'suppressed', why: 'its actions are suppressed by password=***' },
    ]);
  });

  it('never logs the webhook’s address', async () => {
    const { deps } = setUp();
    await createHandler(deps)(fixture('alarm'), context);
    const error = new SlackError(`Slack could not be reached: ${WEBHOOK}`, false);
    const broken = setUp({ postMessage: failing(error), enqueue: failing(error) });
    await expect(createHandler(broken.deps)(fixture('alarm'), context)).rejects.toThrow();
    expect(logs.error).toHaveBeenCalledTimes(1);
    const lines = JSON.stringify([...logs.info.mock.calls, ...logs.error.mock.calls]);
    expect(lines).not.toContain('secret');
  });
});

describe('sls invoke local', () => {
  const env = { ...process.env };
  afterEach(() => {
    process.env = { ...env };
  });
  const never = async (): Promise<never> => Promise.reject(new Error('expected no call'));

  it('shows what would be sent and sends nothing, even with a ciphertext', async () => {
    const { deps, did } = setUp({ webhookUrl: never, claim: never, takeSlot: never, okInhibitedBy: never });
    expect(await createHandler(dryRun(deps))(fixture('alarm'), context)).toMatchObject([
      { outcome: 'dry run', message: { text: expect.any(String) }, email: { subject: expect.any(String) } },
    ]);
    expect(did).toMatchObject({ posted: [], published: [], texted: [], queued: [] });
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
  const [message] = messagesOf('alarm-ok');
  const [record] = Object(fixture('alarm-ok')).Records;
  /** The alarm as somebody has set it. */
  const set = (NewStateValue: string, NewStateReason: string) => {
    const Message = JSON.stringify({
      ...Object(message),
      AlarmName: 'canary',
      NewStateValue,
      NewStateReason,
    });
    return { Records: [{ ...record, Sns: { ...record.Sns, Message } }] };
  };
  beforeEach(() => {
    process.env.CANARY_ALARM = 'canary';
  });
  afterAll(() => {
    delete process.env.CANARY_ALARM;
  });

  it('of every day bothers nobody', async () => {
    const { deps, did } = setUp();
    const outcomes = await createHandler(deps)(set('ALARM', 'daily: would it?'), context);
    expect(outcomes).toMatchObject([{ outcome: 'suppressed', why: expect.stringContaining('alive') }]);
    expect([did.posted, did.published]).toEqual([[], []]);
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
      { event: 'notice Canary doctor 1f0c', outcome: 'notified' },
    ]);
    expect(did.posted).toEqual([
      expect.objectContaining({ text: expect.stringMatching(/^(?!.*<!).*doctor 1f0c/) }),
    ]);
  });

  it('that goes back is suppressed', async () => {
    const { deps, did } = setUp();
    await createHandler(deps)(set('OK', 'doctor 1f0c'), context);
    expect(did.posted).toEqual([]);
  });
});
