import { claim } from './claim';
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

  it('lets a holder that was too slow know that it has lost the claim', async () => {
    const store = memoryStore();
    const slow = await ours(store, 'restart', start);
    await ours(store, 'restart', at(60));
    await expect(slow.done()).rejects.toThrow('The claim of restart was lost to somebody else.');
  });
});
