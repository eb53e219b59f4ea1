import { StoreError } from '../errors';
import { log } from '../log';
import { type Notice, notice } from '../notice';
import { cooldown, endCooldown } from './cooldown';
import { remember } from './remember';
import { memoryStore, type Store } from './store';

const START = new Date('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const full = notice({ severity: 'warning', title: 'The disk is full', text: 'It is.', at: START });

beforeEach(() => void jest.spyOn(log(), 'warn').mockImplementation());

/** Whether it notifies at this minute; if it does, it is marked as notified. */
function notifier(store: Store) {
  return async (minute: number, change: { same?: unknown; severity?: Notice['severity'] } = {}) => {
    const { same = true, severity = 'warning' } = change;
    const now = new Date(START.getTime() + minute * 60_000);
    const tellings = await cooldown(
      { store, id: 'disk web-1', now, ms: HOUR_MS, same, withoutStore: 'critical' },
      { ...full, severity },
    );
    for (const { told } of tellings) await told?.();
    return tellings.length === 1;
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

  it('notifies again of what was not marked as notified', async () => {
    const store = memoryStore();
    const options = { store, id: 'disk web-1', now: START, ms: HOUR_MS, withoutStore: 'fail' } as const;
    expect(await cooldown(options, full)).toHaveLength(1);
    expect(await cooldown(options, full)).toHaveLength(1);
  });

  it.each<[Notice['severity'], boolean]>([
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

  it('knows what an earlier version has told', async () => {
    const store = memoryStore();
    await remember(store, 'disk web-1', true, HOUR_MS, START);
    expect(await cooldown({ ...options, store }, full)).toEqual([]);
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
