import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { alarmNotification } from '../../shared/alarm/notification';
import { SlackError } from '../../shared/errors';
import type { Notification } from '../../shared/notification';
import type { AlarmState } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { redactNotification } from '../../shared/publishing';
import { failureOf, snsEvent } from '../../test/alarm-events';
import { fixture, messagesOf } from '../../test/fixture';
import {
  batch,
  batchOf,
  changed,
  context,
  down,
  failing,
  gone,
  minute,
  NOW,
  noTable,
  said,
  setUp,
  silenceLog,
} from '../../test/slack-notifier';
import type { Receiver } from './delivery/delivery';
import type { Deps } from './deps';
import { drain, retryDelayS } from './drain';
import { createHandler } from './handler';

const logs = silenceLog();
afterEach(() => jest.clearAllMocks());

const failures = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

/** Messages of several batches in one, each with an id of its own. */
const together = (...batches: ReturnType<typeof batchOf>[]) => ({
  Records: batches
    .flatMap(({ Records }) => Records)
    .map((record, index) => ({
      ...record,
      messageId: `m-${index + 1}`,
      receiptHandle: `receipt of m-${index + 1}`,
    })),
});
const due = (one: Notification, ...pending: Receiver[]) => batch([one], 1, pending);

describe('drain', () => {
  it('sends a batch in one message, to Slack and to the others', async () => {
    const { deps, did } = setUp();
    const event = batch([changed('a'), said('The disk is full'), changed('a')]);
    expect(await drain(event, context, deps)).toEqual(failures());
    expect(did.posted).toMatchObject([{ text: '🔴 1 alarm and 1 message at 12:11, 1 still ringing' }]);
    expect(did.published).toMatchObject([
      {
        subject: '🔴 1 alarm and 1 message at 12:11, 1 still ringing',
        attributes: { severity: ['critical', 'warning'] },
      },
    ]);
    expect([did.queued, did.deadLettered]).toEqual([[], []]);
  });

  it('delivers what is alone in a batch in its own words', async () => {
    const { deps, did } = setUp();
    await drain(batch([changed('a')]), context, deps);
    expect(did.posted).toMatchObject([{ text: '🔴 *a*: down' }]);
    expect(did.published).toMatchObject([{ subject: '🔴 a: down' }]);
  });

  it('notifies who asked for critical alarms also of one that is over by now', async () => {
    const { deps, did } = setUp({ sms: () => ({ numbers: ['+821012345678'], notifyOn: ['critical'] }) });
    await drain(batch([changed('a'), changed('a', 'OK', { at: minute(12) })]), context, deps);
    expect(did.posted).toMatchObject([{ text: '🟢 *a*: up' }]);
    expect(did.published).toMatchObject([
      { subject: '🟢 a: up', attributes: { severity: ['critical', 'good'] } },
    ]);
    expect(did.texted).toEqual(['OK a: up, 12:12']);
  });

  it('notifies in a digest those who asked for a kind that is in it', async () => {
    const { deps, did } = setUp({
      sms: () => ({ numbers: ['+821012345678'], notifyOn: ['instance-stopped'] }),
    });
    const stopped = said('Instance stopped: web-1', { kind: 'instance-stopped' });
    await drain(batch([changed('a', 'OK'), stopped]), context, deps);
    expect(did.published).toMatchObject([{ attributes: { kind: 'instance-stopped' } }]);
    expect(did.texted).toHaveLength(1);
  });

  it('drops duplicates, and takes all their messages out of the queue', async () => {
    const { deps, did } = setUp({ postMessage: down });
    expect(await drain(batch([changed('a'), changed('a')]), context, deps)).toEqual(failures('m-1', 'm-2'));
    const well = setUp();
    expect(await drain(batch([changed('a'), changed('a')]), context, well.deps)).toEqual(failures());
    expect(well.did.posted).toMatchObject([{ text: '🔴 *a*: down' }]);
    expect(did.queued).toEqual([]);
  });

  it('drops duplicates that are stamped apart, and takes all their messages out of the queue', async () => {
    const event = batch([changed('a'), changed('a', 'ALARM', { id: '1772421060400:ALARM' })]);
    const { deps } = setUp({ postMessage: down });
    expect(await drain(event, context, deps)).toEqual(failures('m-1', 'm-2'));
    const well = setUp();
    expect(await drain(event, context, well.deps)).toEqual(failures());
    expect(well.did.posted).toHaveLength(1);
  });

  it('takes the messages of one delivery for one, whoever has it already', async () => {
    const { deps, did } = setUp();
    const event = together(
      due(changed('a'), 'subscribers'),
      due(changed('a'), 'slack'),
      due(changed('a', 'ALARM', { id: '1772421060400:ALARM' }), 'slack', 'subscribers'),
    );
    expect(await drain(event, context, deps)).toEqual(failures());
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
  });

  it('takes what people have already out of the queue, beside what they have not', async () => {
    const { deps, did } = setUp();
    await drain(batch([changed('a')]), context, deps);
    const event = batch([changed('a'), changed('a', 'OK', { at: minute(12) }), changed('b')]);
    expect(await drain(event, context, deps)).toEqual(failures());
    expect(did.posted[1]?.text).toBe('🔴 2 alarms from 12:11 to 12:12, 1 still ringing');
  });

  it('says all that there is of one incident, in as many messages as hold it', async () => {
    const { deps, did } = setUp();
    const titles = Array.from({ length: 40 }, (_, index) => `Instance i-1 said ${index} ${'y'.repeat(250)}`);
    const all = titles.map((title) => said(title, { incident: 'instance i-1', text: 'x'.repeat(500) }));
    expect(await drain(batch(all), context, deps)).toEqual(failures());
    const shown = [JSON.stringify(did.posted), did.published.map(({ body }) => body).join()];
    for (const text of shown) expect(titles.filter((title) => !text.includes(title))).toEqual([]);
    expect(did.posted.length).toBeGreaterThan(1);
  });

  it('says what an alarm did in order, whatever the order of its messages', async () => {
    const { deps, did } = setUp();
    const event = batch([
      changed('a', 'OK', { at: minute(10) }),
      changed('a', 'ALARM', { at: minute(11) }),
      changed('a', 'ALARM', { at: minute(9) }),
    ]);
    expect(await drain(event, context, deps)).toEqual(failures());
    expect(did.posted).toMatchObject([
      {
        text: '🔴 *a*: down',
        attachments: [
          {
            blocks: [
              { text: { text: '12:09 ALARM → 12:10 OK → 12:11 ALARM (KST).\nFor 5 minutes.' } },
              {},
              {},
            ],
          },
        ],
      },
    ]);
  });

  it('judges each change by those before it in the batch', async () => {
    const step = (state: AlarmState, previousState: AlarmState, at: number, suppressed?: string) =>
      changed('a', state, { at: minute(at), alarm: { name: 'a', state, previousState, suppressed } });
    const { deps, did } = setUp();
    const missing = [step('INSUFFICIENT_DATA', 'ALARM', 9), step('OK', 'INSUFFICIENT_DATA', 10)];
    await drain(batch([step('ALARM', 'OK', 8), ...missing]), context, deps);
    expect(did.posted).toMatchObject([
      {
        text: '🟢 *a*: up',
        attachments: [
          { blocks: [{ text: { text: '12:08 ALARM → 12:09 NO DATA → 12:10 OK (KST).' } }, {}, {}] },
        ],
      },
    ]);
    const muted = setUp();
    await drain(batch([step('ALARM', 'OK', 8, 'muted'), step('OK', 'ALARM', 9)]), context, muted.deps);
    expect(muted.did.posted).toEqual([]);
  });

  it('waits for its slot, longer than a single alarm would', async () => {
    const maxWaitsMs: number[] = [];
    const { deps, did } = setUp({
      takeSlot: async (ms) => {
        maxWaitsMs.push(ms);
        return 5_000;
      },
    });
    await drain(batch([changed('a')]), context, deps);
    expect([maxWaitsMs, did.waited]).toEqual([[8_000], [5_000]]);
  });

  it.each<[string, Parameters<typeof setUp>[0]]>([
    ['Slack is down', { postMessage: down }],
    ['KMS does not answer', { webhookUrl: failing(new Error('socket hang up')) }],
    ['there is no slot', { takeSlot: async () => undefined }],
    ['its slot is too far away for the time left', { takeSlot: async () => 19_000 }],
    ['the table does not answer', { claimIncident: noTable }],
    ['the table does not give a slot', { takeSlot: noTable }],
  ])('leaves everything in the queue while %s', async (_, change) => {
    const { deps, did } = setUp(change);
    expect(await drain(batch([changed('a'), changed('b')]), context, deps)).toEqual(failures('m-1', 'm-2'));
    expect([did.posted, did.published, did.queued, did.deadLettered]).toEqual([[], [], [], []]);
    expect(logs.warn).toHaveBeenCalledWith('still queued', expect.objectContaining({ event: 'ALARM b' }));
  });

  it('after a minute without the table is in order, says nothing twice and leaves nothing out', async () => {
    const { deps, did } = setUp({ claimIncident: noTable, takeSlot: noTable });
    const noise = changed('b', 'INSUFFICIENT_DATA', {
      alarm: { name: 'b', state: 'INSUFFICIENT_DATA', previousState: 'OK', suppressed: undefined },
    });
    const event = batch([changed('a', 'OK', { at: minute(12) }), changed('a'), changed('a'), noise], 61);
    expect(await drain(event, context, deps)).toEqual(failures());
    const shown = JSON.stringify(did.posted);
    expect(shown).toContain('⚪ b: no data  12:11 NO DATA\\n🟢 a: up  12:11 ALARM → 12:12 OK');
    expect(did.posted).toHaveLength(1);
  });

  it('leaves in the queue what belongs to an incident that somebody else is at, and delivers the rest', async () => {
    const { deps, did, table } = setUp();
    table.claimIncident({ incident: 'alarm a', owner: 'other', ids: ['1772421000000:OK'], now: NOW });
    expect(await drain(batch([changed('a'), changed('b')]), context, deps)).toEqual(failures('m-1'));
    expect(did.posted).toMatchObject([{ text: '🔴 *b*: down' }]);
  });

  it('notifies the others in the end, once, and keeps it for Slack', async () => {
    const { deps, did } = setUp({ postMessage: down });
    const event = batch([changed('a'), changed('b')], 300);
    expect(await drain(event, context, deps)).toEqual(failures());
    expect(did.published).toMatchObject([
      { subject: '[Slack could not be reached] 🔴 2 alarms at 12:11, 2 still ringing' },
    ]);
    expect(did.deadLettered).toMatchObject([
      { pending: ['slack'], notification: { incident: 'alarm a' } },
      { pending: ['slack'], notification: { incident: 'alarm b' } },
    ]);
  });

  it('does not wait for those that are young: each goes by its own age', async () => {
    const { deps, did } = setUp({ postMessage: down });
    const event = together(batch([changed('old')], 300), batch([changed('young')], 299));
    expect(await drain(event, context, deps)).toEqual(failures('m-2'));
    expect(did.published).toMatchObject([{ subject: '[Slack could not be reached] 🔴 old: down' }]);
    expect(did.deadLettered).toMatchObject([{ notification: { incident: 'alarm old' } }]);
  });

  it('does so at once when Slack refuses for good', async () => {
    const { deps, did } = setUp({ postMessage: gone });
    expect(await drain(batch([changed('a')]), context, deps)).toEqual(failures());
    expect(did.published).toMatchObject([{ body: expect.stringContaining('no_service') }]);
    expect(did.deadLettered).toMatchObject([{ pending: ['slack'], notification: { incident: 'alarm a' } }]);
  });

  it('posts the others of a digest when Slack refuses one of them, each by itself', async () => {
    const { deps, did } = setUp();
    const asked: string[] = [];
    const postMessage: Deps['postMessage'] = async (url, posted, msLeft) => {
      asked.push(posted.text);
      if (JSON.stringify(posted).includes('poison')) throw refused;
      await deps.postMessage(url, posted, msLeft);
    };
    const refused = new SlackError('Slack refused the message: invalid_blocks (HTTP 400)', true, {
      isOfMessage: true,
    });
    const event = batch([
      changed('a'),
      changed('poison'),
      changed('b'),
      changed('b', 'OK', { at: minute(12) }),
    ]);
    expect(await drain(event, context, { ...deps, postMessage })).toEqual(failures());
    expect(asked).toHaveLength(4);
    expect(did.posted.map(({ text }) => text)).toEqual(['🔴 *a*: down', '🟢 *b*: up']);
    expect(did.deadLettered).toMatchObject([
      { pending: ['slack'], notification: { incident: 'alarm poison' } },
    ]);
    expect(did.published.map(({ subject }) => subject)).toEqual([
      '🔴 2 alarms from 12:11 to 12:12, 1 still ringing',
      '[Slack could not be reached] 🔴 poison: down',
    ]);
  });

  it('mails only what those without Slack did not get, and posts only what Slack did not', async () => {
    const { deps, did } = setUp();
    const event = together(due(changed('mail'), 'subscribers'), due(changed('slack'), 'slack'));
    expect(await drain(event, context, deps)).toEqual(failures());
    expect(did.posted).toMatchObject([{ text: '🔴 *slack*: down' }]);
    expect(did.published).toMatchObject([{ subject: '🔴 mail: down' }]);
  });

  it('leaves in the queue what cannot even be kept, and goes on with the rest', async () => {
    const { deps } = setUp({
      postMessage: gone,
      deadLetter: async ({ notification: { incident } }) => {
        if (incident === 'alarm a') throw new Error('no queue');
      },
    });
    const event = together(batch([changed('a')]), due(changed('b'), 'slack'));
    expect(await drain(event, context, deps)).toEqual(failures('m-1'));
  });

  it.each<[string, number, Parameters<typeof setUp>[0]]>([
    ['Slack is down', 300, { postMessage: down }],
    ['it has asked for one pause after the other', 300, { takeSlot: async () => undefined }],
    ['there was no time left to ask it', 600, { takeSlot: async () => 19_000 }],
  ])(
    'goes by age when %s: after %p s, however often the message was handed out',
    async (_, after, change) => {
      const young = setUp(change);
      expect(await drain(batch([changed('a')], after - 1), context, young.deps)).toEqual(failures('m-1'));
      expect([young.did.published, young.did.deadLettered]).toEqual([[], []]);
      const old = setUp(change);
      expect(await drain(batch([changed('a')], after), context, old.deps)).toEqual(failures());
      expect(old.did.published).toMatchObject([{ subject: '[Slack could not be reached] 🔴 a: down' }]);
      expect(old.did.deadLettered).toMatchObject([{ pending: ['slack'] }]);
    },
  );

  it('keeps for the others alone what they did not take', async () => {
    const { deps, did } = setUp({ publish: failing(new Error('throttled')) });
    expect(await drain(batch([changed('a')]), context, deps)).toEqual(failures());
    expect(did.posted).toHaveLength(1);
    expect(did.deadLettered).toMatchObject([{ pending: ['subscribers'] }]);
  });

  it('brings what the others did not take, and what could not be kept, again for them alone', async () => {
    let isWell = false;
    const { deps, did } = setUp({ deadLetter: failing(new Error('no queue')) });
    const worse = {
      ...deps,
      publish: async (...request: Parameters<typeof deps.publish>) => {
        if (!isWell) throw new Error('throttled');
        await deps.publish(...request);
      },
    };
    expect(await drain(batch([changed('a')]), context, worse)).toEqual(failures('m-1'));
    isWell = true;
    expect(await drain(batch([changed('a')]), context, worse)).toEqual(failures());
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
  });

  it('brings it again for the others alone when there was no time left for them', async () => {
    const { deps, did } = setUp();
    const slow = { ...context, getRemainingTimeInMillis: () => (did.posted.length > 0 ? 3_000 : 20_000) };
    expect(await drain(batch([changed('a')]), slow, deps)).toEqual(failures('m-1'));
    expect([did.posted.length, did.published.length, did.deadLettered]).toEqual([1, 0, []]);
    expect(await drain(batch([changed('a')]), context, deps)).toEqual(failures());
    expect([did.posted.length, did.published.length]).toEqual([1, 1]);
  });

  it('keeps nothing of what it suppresses in the queue', async () => {
    const { deps, did } = setUp();
    const muted = changed('a', 'ALARM', {
      alarm: { name: 'a', state: 'ALARM', previousState: 'OK', suppressed: 'muted' },
    });
    expect(await drain(batch([muted]), context, deps)).toEqual(failures());
    expect(did.posted).toEqual([]);
    expect(logs.info).toHaveBeenCalledWith('suppressed', expect.objectContaining({ why: 'muted' }));
  });

  it('leaves in the queue what it suppresses while that cannot be kept as known', async () => {
    const { deps } = setUp({ saveIncident: noTable });
    const ok = changed('a', 'OK', {
      alarm: { name: 'a', state: 'OK', previousState: 'INSUFFICIENT_DATA', suppressed: undefined },
    });
    expect(await drain(batch([ok]), context, deps)).toEqual(failures('m-1'));
  });
});

describe('what could not be delivered', () => {
  it.each([
    [0, 5],
    [1, 5],
    [15, 5],
    [30, 10],
    [60, 20],
    [90, 30],
    [91, 30],
    [3_600, 30],
    [-5, 5],
  ])('comes again, when it has waited for %p s, after %p s', (waited, seconds) => {
    expect(retryDelayS(waited * 1_000)).toBe(seconds);
  });

  it('comes again in seconds, not after the long time of the queue', async () => {
    const { deps, did } = setUp({ postMessage: down });
    await drain(together(batch([changed('a')], 1), batch([changed('b')], 60)), context, deps);
    expect(did.again).toEqual([
      ['receipt of m-1', 5],
      ['receipt of m-2', 20],
    ]);
    const well = setUp();
    await drain(batch([changed('a')]), context, well.deps);
    expect(well.did.again).toEqual([]);
  });

  it.each<[string, () => Promise<never>]>([
    ['refuses', failing(new Error('throttled'))],
    ['does not answer', () => new Promise(() => {})],
  ])('notifies nobody twice because the queue %s when it is to come sooner', async (_, comeAgain) => {
    jest.useFakeTimers();
    const { deps } = setUp({ postMessage: down, comeAgain });
    const answer = drain(batch([changed('a')]), context, deps);
    await jest.advanceTimersByTimeAsync(2_000);
    jest.useRealTimers();
    expect(await answer).toEqual(failures('m-1'));
    expect(logs.warn).toHaveBeenCalledWith(
      'visibility not changed',
      expect.objectContaining({ messages: 1 }),
    );
  });

  it('is delivered the next time', async () => {
    let isDown = true;
    const { deps, did } = setUp();
    const shaky = {
      ...deps,
      postMessage: async (...request: Parameters<typeof deps.postMessage>) =>
        isDown ? down() : deps.postMessage(...request),
    };
    const event = batch([changed('a'), changed('b')]);
    expect(await drain(event, context, shaky)).toEqual(failures('m-1', 'm-2'));
    isDown = false;
    expect(await drain(event, context, shaky)).toEqual(failures());
    expect(did.posted).toHaveLength(1);
  });
});

describe('what cannot be read', () => {
  const unreadable = ['{', '{}'];

  it('is put among the dead letters, as it is, and the rest is delivered', async () => {
    const { deps, did } = setUp();
    const event = together(batchOf(unreadable), batch([changed('a')]));
    expect(await drain(event, context, deps)).toEqual(failures());
    expect(did.deadLetteredUnread).toEqual(['{', '{}']);
    expect(did.posted).toHaveLength(1);
  });

  it('is left in the queue when it can neither be read nor put there', async () => {
    const { deps, did } = setUp({ deadLetterUnread: failing(new Error('no queue')) });
    const event = together(batchOf(unreadable), batch([changed('a')]));
    expect(await drain(event, context, deps)).toEqual(failures('m-1', 'm-2'));
    expect(did.again).toEqual([
      ['receipt of m-1', 5],
      ['receipt of m-2', 5],
    ]);
    expect(logs.error).toHaveBeenCalledWith('not dead-lettered', { messageId: 'm-1', why: 'no queue' });
  });
});

describe('a failure of cpuAlerter in the queue', () => {
  const failed = {
    bySns: JSON.stringify(failureOf(fixture('cpu-high'))),
    byEventBridge: JSON.stringify(failureOf(fixture('alarm-eventbridge'))),
  };
  /** What it says of the alarm where it does not fail, as it comes by the topic. */
  const explained = () => {
    const details = [{ title: '/var/log/syslog', lines: ['out of memory'] }];
    const found = alarmNotification(parseAlarmMessage(messagesOf('cpu-high')[0]), { details });
    return snsEvent(redactNotification(found, context.invokedFunctionArn));
  };
  const WITH_FAILURE = /^🔴 \*web-1\*: CPU at 91.7 % \(limit 50 %\), and cpuAlerter failed/;

  it('notifies of its alarm, once, though it failed on both ways by which the alarm came', async () => {
    const { deps, did } = setUp();
    expect(await drain(batchOf([failed.bySns, failed.byEventBridge]), context, deps)).toEqual(failures());
    expect(await drain(batchOf([failed.byEventBridge]), context, deps)).toEqual(failures());
    expect(did.posted).toMatchObject([{ text: expect.stringMatching(WITH_FAILURE) }]);
    expect(JSON.stringify(did.posted)).toContain('At or above the limit for 1 minute.');
    expect(did.published).toHaveLength(1);
  });

  it('is suppressed when people were notified of another copy of its alarm, with the logs', async () => {
    const { deps, did } = setUp();
    await createHandler(deps)(explained(), context);
    expect(await drain(batchOf([failed.byEventBridge]), context, deps)).toEqual(failures());
    expect(did.posted).toMatchObject([{ text: expect.not.stringContaining('cpuAlerter failed') }]);
    expect(did.published).toHaveLength(1);
  });

  it('notifies alone when another copy comes later', async () => {
    const { deps, did } = setUp();
    await drain(batchOf([failed.byEventBridge]), context, deps);
    expect(await createHandler(deps)(explained(), context)).toMatchObject([
      { outcome: 'suppressed', why: 'it was dealt with already' },
    ]);
    expect(did.posted).toMatchObject([{ text: expect.stringMatching(WITH_FAILURE) }]);
  });

  it('is followed by the OK of its alarm', async () => {
    const { deps, did } = setUp();
    await drain(batchOf([failed.bySns]), context, deps);
    expect(await createHandler(deps)(fixture('alarm-ok'), context)).toMatchObject([
      { outcome: 'notified', why: 'people were last notified of ALARM' },
    ]);
    expect(did.posted[1]?.text).toMatch(/^🟢 \*web-1\*: CPU is back at 12.3 %/);
  });
});

describe('its queue', () => {
  const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');
  const numberIn = (file: string, pattern: RegExp) => Number(pattern.exec(read(file))?.[1]);
  const visible = numberIn('resources/queue.yml', /VisibilityTimeout: (\d+)/);
  const most = numberIn('resources/queue.yml', /maxReceiveCount: (\d+)/);

  it('hands nothing out twice because of a cold start or throttling', () => {
    const timeout = numberIn('serverless.yml', /slackNotifier:[\s\S]*?timeout: (\d+)/);
    const gathering = numberIn('serverless.yml', /maximumBatchingWindow: (\d+)/);
    expect(visible).toBeGreaterThanOrEqual(6 * timeout + gathering);
  });

  it('has two consumers at most, the fewest that there can be: each takes slots that alarms of now wait for', () => {
    expect(numberIn('serverless.yml', /maximumConcurrency: (\d+)/)).toBe(2);
  });

  it('gives nothing up before people are notified, even when Lambda was throttled for half an hour', () => {
    let outcomes = 1;
    for (let waited = 0; waited < 600; waited += retryDelayS(waited * 1_000)) outcomes += 1;
    const throttled = 1_800 / visible;
    expect(outcomes).toBeLessThan(30);
    expect(most).toBeGreaterThan(outcomes + throttled);
  });
});
