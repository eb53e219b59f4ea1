import fc from 'fast-check';
import { delivery } from '../functions/slack-notifier/delivery/delivery';
import { changed } from '../test/slack-notifier';
import type { QueueMessage } from './aws/sqs';
import { type Mode, redriveQueue } from './redrive-queue';

const NOW = new Date('2026-03-01T12:00:00Z');
const EARLIER = new Date('2026-03-01T11:00:00Z');
const QUEUE = {
  name: 'alarm-responder-dev-processRestarter-dead-letters',
  owner: 'processRestarter',
  functionName: 'alarm-responder-dev-processRestarter',
};
const goesBack = JSON.stringify({ 'detail-type': 'Scheduled Event' });
const stays = JSON.stringify({ Records: [] });
const putOff = JSON.stringify(delivery(changed('web-1'), ['slack']));

const message = (id: string, body: string, sentAt = EARLIER): QueueMessage => ({
  id,
  receipt: `r-${id}`,
  body,
  sentAt,
  attributes: {},
});

/** A queue in memory: what was received is hidden until it is put back. */
function queueOf(messages: QueueMessage[], refuse: (body: string) => boolean = () => false) {
  const here = new Map(messages.map((one) => [one.id, one]));
  const hidden = new Set<string>();
  const log: string[] = [];
  const take = (what: string) => async (_: string, body: unknown) => {
    if (refuse(JSON.stringify(body))) throw new Error('Rate exceeded');
    log.push(what);
  };
  const verbs = {
    receiveMessages: async () => {
      const batch = [...here.values()].filter(({ id }) => !hidden.has(id)).slice(0, 10);
      for (const { id } of batch) hidden.add(id);
      return batch;
    },
    deleteMessage: async (_: string, { id }: QueueMessage) => {
      log.push(`remove ${id}`);
      here.delete(id);
    },
    setVisibility: async (_: string, { id }: QueueMessage) => void hidden.delete(id),
    invokeLater: take('invoke'),
    sendMessage: (queue: string, body: string) => take(`send to ${queue}`)(queue, body),
  };
  return { here, hidden, log, verbs };
}

const redrive = (queue: ReturnType<typeof queueOf>, mode: Partial<Mode> = {}) =>
  redriveQueue(QUEUE, { dryRun: false, discard: false, ...mode }, NOW, queue.verbs);

describe('redriveQueue', () => {
  it('deletes a dead letter only when it was handed over', async () => {
    const queue = queueOf([message('1', goesBack)]);
    expect(await redrive(queue)).toMatchObject([
      { outcome: 'put back', sentAt: EARLIER, owner: 'processRestarter' },
    ]);
    expect(queue.log).toEqual(['invoke', 'remove 1']);
  });

  it('keeps one that could not be handed over, and goes on', async () => {
    const queue = queueOf(
      [message('1', '{"detail-type":"Scheduled Event","id":"no"}'), message('2', goesBack)],
      (body) => body.includes('"no"'),
    );
    expect(await redrive(queue)).toMatchObject([
      { outcome: 'failed', why: 'Rate exceeded' },
      { outcome: 'put back' },
    ]);
    expect([[...queue.here.keys()], [...queue.hidden]]).toEqual([['1'], ['2']]);
  });

  it('shows in a dry run, and changes nothing', async () => {
    const queue = queueOf([message('1', goesBack), message('2', stays)]);
    const handled = await redrive(queue, { dryRun: true, discard: true });
    expect(handled.map(({ outcome }) => outcome)).toEqual(['would go back', 'stays']);
    expect([queue.log, queue.here.size, queue.hidden.size]).toEqual([[], 2, 0]);
  });

  it('leaves what must not go back, and deletes it only when asked to', async () => {
    const queue = queueOf([message('1', stays)]);
    expect(await redrive(queue)).toMatchObject([{ outcome: 'stays' }]);
    expect([queue.log, queue.hidden.size]).toEqual([[], 0]);
    expect(await redrive(queue, { discard: true })).toMatchObject([{ outcome: 'discarded' }]);
    expect(queue.log).toEqual(['remove 1']);
  });

  it('leaves what came after it began: that may be what it has just put back', async () => {
    const queue = queueOf([message('1', goesBack, NOW)]);
    expect(await redrive(queue)).toEqual([]);
    expect([queue.log, queue.hidden.size]).toEqual([[], 0]);
  });

  it('gives what was put off to the function’s work queue', async () => {
    const queue = queueOf([message('1', putOff)]);
    await redrive(queue);
    expect(queue.log).toEqual(['send to alarm-responder-dev-processRestarter-queue', 'remove 1']);
  });

  it('ends when messages come again before it is through', async () => {
    const queue = queueOf([message('1', stays)]);
    const verbs = { ...queue.verbs, receiveMessages: async () => [message('1', stays)] };
    expect(await redriveQueue(QUEUE, { dryRun: false, discard: false }, NOW, verbs)).toHaveLength(1);
  });

  it('handles every dead letter once, however many, and a second time finds only those that stay', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 40 }), async (back) => {
        const queue = queueOf(back.map((goes, index) => message(String(index), goes ? goesBack : stays)));
        expect(await redrive(queue)).toHaveLength(back.length);
        const again = await redrive(queue);
        expect(again.map(({ outcome }) => outcome)).toEqual(back.filter((goes) => !goes).map(() => 'stays'));
      }),
    );
  });
});
