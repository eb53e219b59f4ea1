import { admit, claim, countStreak, recall, remember } from './claim';
import { memoryStore } from './store';

const start = new Date('2026-03-01T12:00:00Z');
const at = (seconds: number): Date => new Date(start.getTime() + seconds * 1_000);

/** The claim, which must be ours. */
async function ours(...args: Parameters<typeof claim>) {
  const result = await claim(...args);
  if (result.held) throw new Error('expected the claim to be free');
  return result;
}

describe('claim', () => {
  it('is given to one of a hundred at once', async () => {
    const store = memoryStore();
    const claims = await Promise.all(Array.from({ length: 100 }, () => claim(store, 'restart', start)));
    expect(claims.filter(({ held }) => !held)).toHaveLength(1);
  });

  it('is free again when its holder crashed, but not before the lease is over', async () => {
    const store = memoryStore();
    await ours(store, 'restart', start);
    expect(await claim(store, 'restart', at(44))).toEqual({ held: true, done: false });
    expect(await claim(store, 'restart', at(46))).toMatchObject({ held: false, progress: undefined });
  });

  it('hands on what the holder noted before it crashed', async () => {
    const store = memoryStore();
    const { note } = await ours(store, 'restart', start);
    await note({ commandId: 'c-1' });
    expect(await claim(store, 'restart', at(60))).toMatchObject({
      held: false,
      progress: { commandId: 'c-1' },
    });
  });

  it('is held for good once it is done', async () => {
    const store = memoryStore();
    const { note, done } = await ours(store, 'restart', start);
    await note('halfway');
    await done();
    expect(await claim(store, 'restart', at(3_600))).toEqual({ held: true, done: true });
  });

  it('is free at once when it is released', async () => {
    const store = memoryStore();
    const { release } = await ours(store, 'restart', start);
    await release();
    expect(await claim(store, 'restart', start)).toMatchObject({ held: false });
    expect(await claim(store, 'restart', start)).toEqual({ held: true, done: false });
  });

  it('costs one call when nobody has claimed it before', async () => {
    const store = memoryStore();
    const get = jest.spyOn(store, 'get');
    await ours(store, 'restart', start);
    expect(get).not.toHaveBeenCalled();
  });

  it('tells a holder that was too slow that it has lost the claim', async () => {
    const store = memoryStore();
    const slow = await ours(store, 'restart', start);
    await ours(store, 'restart', at(60));
    await expect(slow.done()).rejects.toThrow('The claim of restart was lost to somebody else.');
  });
});

describe('admit', () => {
  const limit = { window: 30 * 60_000, most: 3 };

  it('admits so many in the window, and more when time has gone by', async () => {
    const store = memoryStore();
    const admitted = (minutes: number) => admit(store, 'restarts', limit, at(minutes * 60));
    expect(await admitted(0)).toMatchObject({ admitted: true, count: 1, latest: start });
    expect(await admitted(10)).toMatchObject({ admitted: true, count: 2 });
    expect(await admitted(20)).toMatchObject({ admitted: true, count: 3 });
    expect(await admitted(29)).toMatchObject({ admitted: false, count: 3 });
    expect(await admitted(31)).toMatchObject({ admitted: true, count: 3 });
  });

  it('does not count an act that was taken back', async () => {
    const store = memoryStore();
    const { retract } = await admit(store, 'restarts', limit, start);
    await admit(store, 'restarts', limit, at(60));
    await retract();
    expect(await admit(store, 'restarts', limit, at(120))).toMatchObject({ admitted: true, count: 2 });
  });

  it('only counts without a limit', async () => {
    const store = memoryStore();
    for (let count = 1; count <= 5; count += 1) {
      expect(await admit(store, 'duel', { window: 900_000 }, at(count))).toMatchObject({
        admitted: true,
        count,
      });
    }
  });

  it('never admits more than the limit, however many come at once', async () => {
    const store = memoryStore();
    const all = await Promise.all(Array.from({ length: 12 }, () => admit(store, 'restarts', limit, start)));
    expect(all.filter(({ admitted }) => admitted)).toHaveLength(3);
  });
});

describe('remember and recall', () => {
  it('keep the newest value for its time', async () => {
    const store = memoryStore();
    await remember(store, 'command c-1', { unit: 'httpd' }, 60_000, start);
    await remember(store, 'command c-1', { unit: 'nginx' }, 60_000, start);
    expect(await recall(store, 'command c-1', at(59))).toEqual({ unit: 'nginx' });
    expect(await recall(store, 'command c-1', at(61))).toBeUndefined();
    expect(await recall(store, 'command c-2', start)).toBeUndefined();
  });
});

describe('countInRow', () => {
  it('counts acts that follow each other, however long the row is, and starts anew after a quiet time', async () => {
    const store = memoryStore();
    const counts: number[] = [];
    for (const second of [0, 50, 100, 150, 211])
      counts.push(await countStreak(store, 'duel', 60_000, at(second)));
    expect(counts).toEqual([1, 2, 3, 4, 1]);
  });

  it('gives each of many at once a number of its own', async () => {
    const store = memoryStore();
    const counts = await Promise.all(
      Array.from({ length: 5 }, () => countStreak(store, 'duel', 60_000, start)),
    );
    expect(counts.sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
