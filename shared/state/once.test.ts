import fc from 'fast-check';
import { StoreError } from '../errors';
import { log } from '../log';
import { notification } from '../notification';
import { once } from './once';
import { memoryStore, type Store } from './store';

const START = new Date('2026-03-01T12:00:00Z');
const restarted = notification({
  severity: 'good',
  title: 'httpd restarted',
  text: 'It is active.',
  at: START,
});
const broken: Store = {
  get: async () => {
    throw new StoreError('The table state could not be reached: timeout');
  },
  put: async () => {
    throw new StoreError('The table state could not be reached: timeout');
  },
};

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});

const options = (store: Store, seconds = 0) => ({
  store,
  id: 'restart web',
  now: new Date(START.getTime() + seconds * 1_000),
  withoutStore: 'fail' as const,
});

describe('once', () => {
  it('acts and notifies once, however often it is asked', async () => {
    const store = memoryStore();
    const act = jest.fn(async () => ({ notification: restarted }));
    const [publication, ...others] = await once(options(store), act);
    expect(others).toEqual([]);
    expect(await once(options(store, 1), act)).toEqual([]);
    await publication?.onPublished?.();
    expect(await once(options(store, 3_600), act)).toEqual([]);
    expect(act).toHaveBeenCalledTimes(1);
  });

  it('is done at once where there is nothing to notify of', async () => {
    const store = memoryStore();
    expect(await once(options(store), async () => undefined)).toEqual([]);
    const act = jest.fn();
    await once(options(store, 3_600), act);
    expect(act).not.toHaveBeenCalled();
  });

  it('does what the act wants done when people are notified, before it is marked as done', async () => {
    const store = memoryStore();
    const ifDone = jest.fn();
    const onPublished = jest.fn(async () => {
      await once({ ...options(store), ifDone }, async () => undefined);
      expect(ifDone).not.toHaveBeenCalled();
    });
    const [publication] = await once(options(store), async () => ({ notification: restarted, onPublished }));
    await publication?.onPublished?.();
    expect(onPublished).toHaveBeenCalledTimes(1);
    await once({ ...options(store), ifDone }, async () => undefined);
    expect(ifDone).toHaveBeenCalledTimes(1);
  });

  it('gives what was noted to whoever goes on after a crash', async () => {
    const store = memoryStore();
    const crash = once(options(store), async ({ note }) => {
      await note({ commandId: 'c-1' });
      throw new Error('killed');
    });
    await expect(crash).rejects.toThrow('killed');
    expect(await once(options(store, 10), async () => ({ notification: restarted }))).toEqual([]);
    const seen: unknown[] = [];
    await once(options(store, 46), async ({ progress }) => void seen.push(progress));
    expect(seen).toEqual([{ commandId: 'c-1' }]);
  });

  it('does not act without the store where it may not', async () => {
    const act = jest.fn();
    await expect(once(options(broken), act)).rejects.toThrow(StoreError);
    expect(act).not.toHaveBeenCalled();
  });

  it('acts without the store where it may, and says why nothing was claimed', async () => {
    const act = jest.fn(async () => ({ notification: restarted }));
    const [publication] = await once({ ...options(broken), withoutStore: 'act' }, act);
    expect(act).toHaveBeenCalledWith(
      expect.objectContaining({
        problem: expect.stringContaining('could not be reached'),
        progress: undefined,
      }),
    );
    await publication?.onPublished?.();
  });

  it('does not fail over what cannot be marked as done', async () => {
    const store = memoryStore();
    const dies = {
      ...store,
      put: async (...change: Parameters<Store['put']>) => change[2].expected === 0 && store.put(...change),
    };
    const [publication] = await once(options(dies), async () => ({ notification: restarted }));
    await expect(publication?.onPublished?.()).resolves.toBeUndefined();
  });

  /** Deliveries come at any time, and each may crash before or after it acts, notes, or has notified. */
  it('acts once as long as every act is noted before a crash, and notifies in the end', async () => {
    const step = fc.record({
      seconds: fc.integer({ min: 0, max: 120 }),
      crash: fc.constantFrom('before the act', 'after the note', 'before people are notified', 'never'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        const store = memoryStore();
        let [acts, notified, seconds] = [0, 0, 0];
        const deliver = async (crash: string): Promise<void> => {
          const publications = await once(options(store, seconds), async ({ progress, note }) => {
            if (crash === 'before the act') throw new Error(crash);
            if (progress === undefined) {
              acts += 1;
              await note('acted');
            }
            if (crash === 'after the note') throw new Error(crash);
            return { notification: restarted };
          });
          for (const { onPublished } of publications) {
            if (crash === 'before people are notified') throw new Error(crash);
            notified += 1;
            await onPublished?.();
          }
        };
        for (const { seconds: later, crash } of [...steps, { seconds: 60, crash: 'never' }]) {
          seconds += later;
          await deliver(crash).catch(() => undefined);
        }
        expect({ acts, notified }).toEqual({ acts: 1, notified: 1 });
      }),
    );
  });
});
