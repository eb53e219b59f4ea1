import { delivery } from '../../../functions/slack-notifier/delivery/delivery';
import { changed } from '../../../test/slack-notifier';
import { type Letter, letterQueue } from './queue';
import { virtualTime } from './virtual-time';

const SECOND = 1_000;
const letter = (change: number, at: number): Letter => ({
  id: String(change),
  delivery: delivery(changed('web')),
  change,
  sentAt: at,
  visibleAt: at,
});

/** `at 5 s: 40`, for each batch. @param consume takes so many ms for each */
async function batches(
  sent: Letter[],
  consume: (batch: Letter[], now: number) => Letter[] = () => [],
  ms = 0,
) {
  const time = virtualTime();
  const seen: string[] = [];
  const send = letterQueue(time, async (batch) => {
    seen.push(`at ${time.now() / SECOND} s: ${batch.length}`);
    await time.wait(ms);
    return consume(batch, time.now());
  });
  for (const one of sent) time.at(one.sentAt, () => send(one));
  await time.passUntil(Number.POSITIVE_INFINITY);
  return seen;
}

const many = (count: number, at: number): Letter[] =>
  Array.from({ length: count }, (_, index) => letter(index, at));

describe('letterQueue', () => {
  it('gathers for five seconds', async () => {
    expect(await batches([letter(1, 0), letter(2, 4_999), letter(3, 5_001)])).toEqual([
      'at 5 s: 2',
      'at 10.001 s: 1',
    ]);
  });

  it('hands out forty at a time, the next at once when there are as many', async () => {
    expect(await batches(many(100, 0))).toEqual(['at 5 s: 40', 'at 5 s: 40', 'at 10 s: 20']);
  });

  it('has two consumers at most', async () => {
    expect(await batches(many(120, 0), () => [], 8 * SECOND)).toEqual([
      'at 5 s: 40',
      'at 5 s: 40',
      'at 13 s: 40',
    ]);
  });

  it('hands out again what is to come again, when it is', async () => {
    let attempts = 0;
    const again = (batch: Letter[], now: number): Letter[] => {
      attempts += 1;
      return attempts === 1 ? batch.map((one) => ({ ...one, visibleAt: now + 30 * SECOND })) : [];
    };
    expect(await batches([letter(1, 0)], again)).toEqual(['at 5 s: 1', 'at 40 s: 1']);
  });

  it('fails with what its consumer fails with', async () => {
    const failing = () => {
      throw new Error('no table');
    };
    await expect(batches([letter(1, 0)], failing)).rejects.toThrow('no table');
  });
});
