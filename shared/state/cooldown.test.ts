import { StoreError } from '../errors';
import { log } from '../log';
import { type Notice, notice } from '../notice';
import { cooldown, endCooldown } from './cooldown';
import { memoryStore, type Store } from './store';

const START = new Date('2026-03-01T12:00:00Z');
const HOUR_MS = 3_600_000;
const full = notice({ severity: 'warning', title: 'The disk is full', text: 'It is.', at: START });

beforeEach(() => void jest.spyOn(log(), 'warn').mockImplementation());

/** Whether it is told at this minute; if it is, it is marked as told. */
function teller(store: Store) {
  return async (minute: number, change: { same?: unknown; severity?: Notice['severity'] } = {}) => {
    const { same = true, severity = 'warning' } = change;
    const now = new Date(START.getTime() + minute * 60_000);
    const tellings = await cooldown(
      { store, id: 'disk web-1', now, ms: HOUR_MS, same },
      { ...full, severity },
    );
    for (const { told } of tellings) await told?.();
    return tellings.length === 1;
  };
}

describe('cooldown', () => {
  it('tells at once, and again only after its time', async () => {
    const tells = teller(memoryStore());
    expect(await tells(0)).toBe(true);
    expect(await tells(59)).toBe(false);
    expect(await tells(61)).toBe(true);
  });

  it('tells another one under the same id at once', async () => {
    const tells = teller(memoryStore());
    expect(await tells(0, { same: { until: 1 } })).toBe(true);
    expect(await tells(1, { same: { until: 1 } })).toBe(false);
    expect(await tells(2, { same: { until: 2 } })).toBe(true);
  });

  it('tells again what was not marked as told', async () => {
    const store = memoryStore();
    const options = { store, id: 'disk web-1', now: START, ms: HOUR_MS };
    expect(await cooldown(options, full)).toHaveLength(1);
    expect(await cooldown(options, full)).toHaveLength(1);
  });

  it.each<[Notice['severity'], boolean]>([
    ['critical', true],
    ['warning', false],
    ['info', false],
  ])('without the store tells what is %s: %p', async (severity, isTold) => {
    const fails = async (): Promise<never> => Promise.reject(new StoreError('no table'));
    expect(await teller({ get: fails, put: fails })(0, { severity })).toBe(isTold);
  });
});

describe('endCooldown', () => {
  it('lets it be told at once when it begins again', async () => {
    const store = memoryStore();
    const tells = teller(store);
    await tells(0);
    await endCooldown(store, 'disk web-1', new Date(START.getTime() + 60_000));
    expect(await tells(2)).toBe(true);
  });

  it('changes nothing where nothing was told, and never fails', async () => {
    const put = jest.fn(async () => true);
    await endCooldown({ get: async () => undefined, put }, 'disk web-1', START);
    expect(put).not.toHaveBeenCalled();
    const fails = async (): Promise<never> => Promise.reject(new StoreError('no table'));
    await endCooldown({ get: fails, put: fails }, 'disk web-1', START);
  });
});
