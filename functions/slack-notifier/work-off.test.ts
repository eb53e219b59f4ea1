import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SlackError } from '../../shared/errors';
import { batch, context, item, setUp, silenceLog } from '../../test/slack-notifier';
import { RETRY_DELAY_S, workOff } from './work-off';

const logs = silenceLog();
afterEach(() => jest.clearAllMocks());

const down = async () => {
  throw new SlackError('Slack refused the message: Service Unavailable (HTTP 503)', false);
};
const gone = async () => {
  throw new SlackError('Slack refused the message: no_service (HTTP 404)', true);
};
const failures = (...ids: string[]) => ({
  batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })),
});

describe('workOff', () => {
  it('sends a batch in one message, to Slack and to the others', async () => {
    const { deps, did } = setUp();
    const event = batch([item('a'), item('b', { tone: 'warning' }), item('a')]);
    expect(await workOff(event, context, deps)).toEqual(failures());
    expect(did.posted).toHaveLength(1);
    expect(did.posted[0]?.text).toBe('🔴 2 messages at once, 1 critical — ALARM: a; ALARM: b');
    expect(did.published).toMatchObject([
      { subject: '[critical] 2 messages at once', attributes: { severity: 'critical' } },
    ]);
    expect([did.queued, did.deadLettered]).toEqual([[], []]);
  });

  it('drops duplicates, and takes all their messages out of the queue', async () => {
    const { deps, did } = setUp({ postMessage: down });
    expect(await workOff(batch([item('a'), item('a')]), context, deps)).toEqual(failures('m-1', 'm-2'));
    const well = setUp();
    expect(await workOff(batch([item('a'), item('a')]), context, well.deps)).toEqual(failures());
    expect(well.did.posted).toMatchObject([{ text: '🔴 ALARM: a — it is down.' }]);
    expect(did.queued).toEqual([]);
  });

  it('waits for its slot, longer than a single alarm would', async () => {
    const maxWaitsMs: number[] = [];
    const { deps, did } = setUp({
      takeSlot: async (ms) => {
        maxWaitsMs.push(ms);
        return 5_000;
      },
    });
    await workOff(batch([item('a')]), context, deps);
    expect([maxWaitsMs, did.waited]).toEqual([[8_000], [5_000]]);
  });

  it.each<[string, Parameters<typeof setUp>[0]]>([
    ['Slack is down', { postMessage: down }],
    ['there is no slot', { takeSlot: async () => undefined }],
    ['its slot is too far away for the time left', { takeSlot: async () => 19_000 }],
  ])('leaves everything in the queue while %s', async (_, change) => {
    const { deps, did } = setUp(change);
    expect(await workOff(batch([item('a'), item('b')]), context, deps)).toEqual(failures('m-1', 'm-2'));
    expect([did.published, did.queued, did.deadLettered]).toEqual([[], [], []]);
  });

  it('notifies the others in the end, once, and keeps it for Slack', async () => {
    const { deps, did } = setUp({ postMessage: down });
    const event = batch([item('a'), item('b')], 300);
    expect(await workOff(event, context, deps)).toEqual(failures());
    expect(did.published).toMatchObject([
      { subject: '[Slack could not be reached] [critical] 2 messages at once' },
    ]);
    expect(did.deadLettered).toMatchObject([
      { due: ['slack'], item: { id: 'a' } },
      { due: ['slack'], item: { id: 'b' } },
    ]);
  });

  it('does so at once when Slack refuses for good', async () => {
    const { deps, did } = setUp({ postMessage: gone });
    expect(await workOff(batch([item('a')]), context, deps)).toEqual(failures());
    expect(did.published).toMatchObject([{ body: expect.stringContaining('no_service') }]);
    expect(did.deadLettered).toMatchObject([{ due: ['slack'], item: { id: 'a' } }]);
  });

  it('mails only what those without Slack did not get, and posts only what Slack did not', async () => {
    const { deps, did } = setUp();
    const event = {
      Records: [
        ...batch([item('mail')], 1, ['subscribers']).Records,
        ...batch([item('slack')], 1, ['slack']).Records,
      ],
    };
    expect(await workOff(event, context, deps)).toEqual(failures());
    expect(did.posted).toMatchObject([{ text: expect.stringContaining('ALARM: slack') }]);
    expect(did.published).toMatchObject([{ subject: '[critical] ALARM: mail' }]);
  });

  it('leaves in the queue what cannot even be kept, and goes on with the rest', async () => {
    const { deps } = setUp({
      postMessage: gone,
      deadLetter: async ({ item: { id } }) => {
        if (id === 'a') throw new Error('no queue');
      },
    });
    const event = {
      Records: [...batch([item('a')]).Records, ...batch([item('b')], 1, ['slack']).Records].map(
        (record, index) => ({ ...record, messageId: `m-${index}` }),
      ),
    };
    expect(await workOff(event, context, deps)).toEqual(failures('m-0'));
  });

  it('does not notify them yet after 299 s, however often the message was handed out', async () => {
    const { deps, did } = setUp({ postMessage: down });
    expect(await workOff(batch([item('a')], 299), context, deps)).toEqual(failures('m-1'));
    expect([did.published, did.deadLettered]).toEqual([[], []]);
  });

  it('brings back in seconds what could not be sent, not after the long time of the queue', async () => {
    const { deps, did } = setUp({ postMessage: down });
    await workOff(batch([item('a'), item('b')]), context, deps);
    expect(did.again).toEqual([
      ['receipt of m-1', RETRY_DELAY_S],
      ['receipt of m-2', RETRY_DELAY_S],
    ]);
    const well = setUp();
    await workOff(batch([item('a')]), context, well.deps);
    expect(well.did.again).toEqual([]);
  });

  it('notifies nobody twice because the queue would not bring a message back sooner', async () => {
    const { deps } = setUp({
      postMessage: down,
      comeAgain: async () => {
        throw new Error('throttled');
      },
    });
    expect(await workOff(batch([item('a')]), context, deps)).toEqual(failures('m-1'));
  });

  it('puts what it cannot read among the dead letters, as it is', async () => {
    const { deps, did } = setUp();
    const [good] = batch([item('a')]).Records;
    const event = {
      Records: [{ ...good, messageId: 'm-0', body: '{' }, { ...good, messageId: 'm-1', body: '{}' }, good],
    };
    expect(await workOff(event, context, deps)).toEqual(failures());
    expect(did.deadLetteredUnread).toEqual(['{', '{}']);
    expect(did.posted).toHaveLength(1);
  });

  it('leaves in the queue what it can neither read nor put there', async () => {
    const { deps } = setUp({
      deadLetterUnread: async () => {
        throw new Error('no queue');
      },
    });
    const [good] = batch([item('a')]).Records;
    expect(await workOff({ Records: [{ ...good, body: '{' }] }, context, deps)).toEqual(failures('m-1'));
    expect(logs.error).toHaveBeenCalledWith('not dead-lettered', { messageId: 'm-1', why: 'no queue' });
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

    it('gives nothing up before people are notified, even when Lambda was throttled for half an hour', () => {
      const outcomes = 300 / RETRY_DELAY_S;
      const throttled = 1_800 / visible;
      expect(most).toBeGreaterThan(outcomes + throttled);
    });
  });
});
