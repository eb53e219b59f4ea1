import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SlackError } from '../../shared/errors';
import { batch, context, item, quietLog, setUp } from './testing';
import { LAST_RECEIVE, workOff } from './work-off';

quietLog();
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
  it('tells a batch in one message, to Slack and to the others', async () => {
    const { deps, did } = setUp();
    const event = batch([item('a'), item('b', { tone: 'warning' }), item('a')]);
    expect(await workOff(event, context, deps)).toEqual(failures());
    expect(did.posted).toHaveLength(1);
    expect(did.posted[0]?.text).toBe('🔴 2 messages at once, 1 critical — ALARM: a; ALARM: b');
    expect(did.published).toMatchObject([
      { subject: '[critical] 2 messages at once', attributes: { severity: 'critical' } },
    ]);
    expect([did.queued, did.buried]).toEqual([[], []]);
  });

  it('drops duplicates, and takes all their messages out of the queue', async () => {
    const { deps, did } = setUp({ postMessage: down });
    expect(await workOff(batch([item('a'), item('a')]), context, deps)).toEqual(failures('m-1', 'm-2'));
    const well = setUp();
    expect(await workOff(batch([item('a'), item('a')]), context, well.deps)).toEqual(failures());
    expect(well.did.posted).toMatchObject([{ text: '🔴 ALARM: a — it is down.' }]);
    expect(did.queued).toEqual([]);
  });

  it('waits for its turn, longer than a single alarm would', async () => {
    const patience: number[] = [];
    const { deps, did } = setUp({
      takeTurn: async (ms) => {
        patience.push(ms);
        return 5_000;
      },
    });
    await workOff(batch([item('a')]), context, deps);
    expect([patience, did.waited]).toEqual([[8_000], [5_000]]);
  });

  it.each<[string, Parameters<typeof setUp>[0]]>([
    ['Slack is down', { postMessage: down }],
    ['it is not its turn', { takeTurn: async () => undefined }],
    ['its turn is too far away for the time left', { takeTurn: async () => 19_000 }],
  ])('leaves everything in the queue while %s', async (_, change) => {
    const { deps, did } = setUp(change);
    expect(await workOff(batch([item('a'), item('b')]), context, deps)).toEqual(failures('m-1', 'm-2'));
    expect([did.published, did.queued, did.buried]).toEqual([[], [], []]);
  });

  it('tells the others in the end, once, and keeps it for Slack', async () => {
    const { deps, did } = setUp({ postMessage: down });
    const event = batch([item('a'), item('b')], LAST_RECEIVE);
    expect(await workOff(event, context, deps)).toEqual(failures());
    expect(did.published).toMatchObject([
      { subject: '[Slack could not be reached] [critical] 2 messages at once' },
    ]);
    expect(did.buried).toMatchObject([
      { due: ['slack'], item: { id: 'a' } },
      { due: ['slack'], item: { id: 'b' } },
    ]);
  });

  it('does so at once when Slack refuses for good', async () => {
    const { deps, did } = setUp({ postMessage: gone });
    expect(await workOff(batch([item('a')]), context, deps)).toEqual(failures());
    expect(did.published).toMatchObject([{ body: expect.stringContaining('no_service') }]);
    expect(did.buried).toMatchObject([{ due: ['slack'], item: { id: 'a' } }]);
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
      bury: async ({ item: { id } }) => {
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

  it('leaves what it cannot read to the queue, which gives it up', async () => {
    const { deps, did } = setUp();
    const [good] = batch([item('a')]).Records;
    const event = {
      Records: [{ ...good, messageId: 'm-0', body: '{' }, { ...good, messageId: 'm-1', body: '{}' }, good],
    };
    expect(await workOff(event, context, deps)).toEqual(failures('m-0', 'm-1'));
    expect(did.posted).toHaveLength(1);
  });

  it('gives up before the queue does', () => {
    const yaml = readFileSync(join(__dirname, '../../resources/queue.yml'), 'utf8');
    const most = Number(/maxReceiveCount: (\d+)/.exec(yaml)?.[1]);
    expect(most).toBeGreaterThan(LAST_RECEIVE);
  });
});
