import { StoreError } from '../errors';
import { log } from '../log';
import { type Notification, notification } from '../notification';
import { beginCooldown, cooldown, endCooldown } from './cooldown';
import { remember } from './remember';
import { memoryStore, type Store } from './store';

const START = new Date('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const full = notification({ severity: 'warning', title: 'The disk is full', text: 'It is.', at: START });

beforeEach(() => void jest.spyOn(log(), 'warn').mockImplementation());

/** Whether it notifies at this minute; if it does, it is marked as notified. */
function notifier(store: Store) {
  return async (minute: number, change: { same?: unknown; severity?: Notification['severity'] } = {}) => {
    const { same = true, severity = 'warning' } = change;
    const now = new Date(START.getTime() + minute * 60_000);
    const publications = await cooldown(
      { store, id: 'disk web-1', now, ms: HOUR_MS, same, withoutStore: 'critical' },
      { ...full, severity },
    );
    for (const { onPublished } of publications) await onPublished?.();
    return publications.length === 1;
  };
}

describe('cooldown', () => {
  it('notifies at once, and again only after its time', async () => {
    const notifies = notifier(memoryStore());
    expect(await notifies(0)).toBe(true);
    expect(await notifies(59)).toBe(false);
    expect(await notifies(61)).toBe(true);
  });

  it('notifies of another one under the same id at once', async () => {
    const notifies = notifier(memoryStore());
    expect(await notifies(0, { same: { until: 1 } })).toBe(true);
    expect(await notifies(1, { same: { until: 1 } })).toBe(false);
    expect(await notifies(2, { same: { until: 2 } })).toBe(true);
  });

  it('does not notify of what people were notified of in another way, and of another one it does', async () => {
    const store = memoryStore();
    await beginCooldown({ store, id: 'disk web-1', now: START, ms: HOUR_MS, same: { until: 1 } });
    const notifies = notifier(store);
    expect(await notifies(59, { same: { until: 1 } })).toBe(false);
    expect(await notifies(61, { same: { until: 1 } })).toBe(true);
    await beginCooldown({ store, id: 'disk web-1', now: START, ms: HOUR_MS, same: { until: 1 } });
    expect(await notifies(1, { same: { until: 2 } })).toBe(true);
  });

  it('notifies again of what was not marked as notified', async () => {
    const store = memoryStore();
    const options = { store, id: 'disk web-1', now: START, ms: HOUR_MS, withoutStore: 'fail' } as const;
    expect(await cooldown(options, full)).toHaveLength(1);
    expect(await cooldown(options, full)).toHaveLength(1);
  });

  it.each<[Notification['severity'], boolean]>([
    ['critical', true],
    ['warning', false],
    ['info', false],
  ])('without the store notifies of what is %s: %p', async (severity, isNotified) => {
    const fails = async (): Promise<never> => Promise.reject(new StoreError('no table'));
    expect(await notifier({ get: fails, put: fails })(0, { severity })).toBe(isNotified);
  });
});

describe('cooldown with withoutStore: fail', () => {
  const options = { id: 'disk web-1', now: START, ms: HOUR_MS, withoutStore: 'fail' } as const;

  it('fails without the store, whatever the severity', async () => {
    const fails = async (): Promise<never> => Promise.reject(new StoreError('no table'));
    const store = { get: fails, put: fails };
    await expect(cooldown({ ...options, store }, { ...full, severity: 'critical' })).rejects.toThrow(
      'no table',
    );
  });

  it('knows what an earlier version has notified of', async () => {
    const store = memoryStore();
    await remember(store, 'disk web-1', true, HOUR_MS, START);
    expect(await cooldown({ ...options, store }, full)).toEqual([]);
  });
});

describe('the id under which cooldown notifies', () => {
  /** The id at this minute, or `undefined`; it is marked as notified unless the run crashes before. */
  function idAt(store: Store) {
    return async (minute: number, { same, crash = false }: { same?: string; crash?: boolean } = {}) => {
      const now = new Date(START.getTime() + minute * 60_000);
      const options = { store, id: 'disk web-1', now, ms: HOUR_MS, same, withoutStore: 'critical' } as const;
      const [publication] = await cooldown(options, { ...full, severity: 'critical' });
      if (!crash) await publication?.onPublished?.();
      return publication?.notification.id;
    };
  }

  it('is another one each time', async () => {
    const id = idAt(memoryStore());
    expect(await id(0)).toBe('disk web-1 2026-03-01T12:00:00.000Z');
    expect(await id(61)).toBe('disk web-1 2026-03-01T13:01:00.000Z');
  });

  it('is the same of what a crash brings again, however often', async () => {
    const id = idAt(memoryStore());
    await id(0);
    const again = 'disk web-1 2026-03-01T13:01:00.000Z';
    expect(await id(61, { crash: true })).toBe(again);
    expect(await id(62, { crash: true })).toBe(again);
    expect(await id(63)).toBe(again);
    expect(await id(64)).toBeUndefined();
    expect(await id(124)).toBe('disk web-1 2026-03-01T14:04:00.000Z');
  });

  it('is another one of something else, though what was before could not be marked', async () => {
    const id = idAt(memoryStore());
    expect(await id(0, { same: 'AccessDenied', crash: true })).toBe('disk web-1 2026-03-01T12:00:00.000Z');
    expect(await id(5, { same: 'NoSuchBucket' })).toBe('disk web-1 2026-03-01T12:05:00.000Z');
    expect(await id(10, { same: 'AccessDenied' })).toBe('disk web-1 2026-03-01T12:10:00.000Z');
  });

  it('is another one when it begins again', async () => {
    const store = memoryStore();
    const id = idAt(store);
    await id(0, { crash: true });
    await endCooldown(store, 'disk web-1', new Date(START.getTime() + 60_000));
    expect(await id(2)).toBe('disk web-1 2026-03-01T12:02:00.000Z');
  });

  it('is another one each time while the store does not answer', async () => {
    const fails = async (): Promise<never> => Promise.reject(new StoreError('no table'));
    const id = idAt({ get: fails, put: fails });
    expect(await id(0)).toBe('disk web-1 2026-03-01T12:00:00.000Z');
    expect(await id(5)).toBe('disk web-1 2026-03-01T12:05:00.000Z');
  });
});

describe('endCooldown', () => {
  it('lets it notify at once when it begins again', async () => {
    const store = memoryStore();
    const notifies = notifier(store);
    await notifies(0);
    await endCooldown(store, 'disk web-1', new Date(START.getTime() + 60_000));
    expect(await notifies(2)).toBe(true);
  });

  it('changes nothing where nothing was notified, and never fails', async () => {
    const put = jest.fn(async () => true);
    await endCooldown({ get: async () => undefined, put }, 'disk web-1', START);
    expect(put).not.toHaveBeenCalled();
    const fails = async (): Promise<never> => Promise.reject(new StoreError('no table'));
    await endCooldown({ get: fails, put: fails }, 'disk web-1', START);
  });
});
