/** What the notifications of this function belong to, and that each is the same when a crash brings it again. */
import { log } from '../../shared/log';
import { fixture } from '../../test/fixture';
import { ARN, brokenStore, context, NOW, world } from '../../test/trail-reenabler';
import { createHandler } from './handler';

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});

type World = ReturnType<typeof world>;

const denied = async (): Promise<never> => Promise.reject(new Error('denied'));
const paused = async () => ({ 'alarm-responder:pause-until': '2026-03-01T13:00Z' });

/** Each notification of an event, as `<incident> | <id>`. Nothing is marked as done, as if every run crashed. */
async function identities({ deps }: World, name: string): Promise<string[]> {
  const publications = await createHandler(deps)(fixture(name), context);
  return publications.map(({ notification: { incident, id } }) => `${incident} | ${id}`);
}

/** The same at once, and once more by the retry after a minute. */
async function twice(here: World, name: string): Promise<[first: string[], again: string[]]> {
  const first = await identities(here, name);
  here.time.now = new Date(NOW.getTime() + 60_000);
  return [first, await identities(here, name)];
}

const WATCHED = 'watched trails 123456789012 ap-northeast-2 | trails told 2026-03-01T12:00:07.000Z';
const GAP = 'coverage gap 123456789012 ap-northeast-2 | trails deaf 2026-03-01T12:00:07.000Z';
const off = (change: Parameters<typeof world>[0] = {}): World => {
  const here = world(change);
  here.stop();
  return here;
};

describe('the notification of a call', () => {
  it.each([
    ['trail-stopped', `trail ${ARN}`, 'trail call 122d5564-548a-4cc0-a597-1ac5263dcef8'],
    ['trail-deleted', `trail ${ARN}`, 'trail call c2a89408-340a-42f0-8ace-75d9f5769393'],
    ['trail-weakened', `trail ${ARN}`, 'trail call b7d4398e-b2f0-4faa-9c76-e2d316a8d67f'],
    ['trail-selectors', `trail ${ARN}`, 'trail call 4ca1cb25-7633-496b-8f92-6de876228c3f'],
    ['trail-paused', `trail ${ARN}`, 'trail call d8c7b6a5-9483-4271-a160-5f4e3d2c1b0a'],
    [
      'trail-refused',
      'notification trail call f0e1d2c3-b4a5-4968-8776-655443322110',
      'trail call f0e1d2c3-b4a5-4968-8776-655443322110',
    ],
    [
      'root-sign-in',
      'notification root sign-in 6b2d9c41-7e50-4a38-9f16-d3c8a5b70e24',
      'root sign-in 6b2d9c41-7e50-4a38-9f16-d3c8a5b70e24',
    ],
  ])('of %s belongs to %s, and is the same when it comes again', async (name, incident, id) => {
    const [first, again] = await twice(off(), name);
    expect(first).toEqual([`${incident} | ${id}`]);
    expect(again).toEqual(first);
  });

  it('is the same though the table cannot be reached', async () => {
    const [first, again] = await twice(off({ store: () => brokenStore }), 'trail-stopped');
    expect(first).toEqual([`trail ${ARN} | trail call 122d5564-548a-4cc0-a597-1ac5263dcef8`]);
    expect(again).toEqual(first);
  });
});

describe('the notification of the poll', () => {
  it.each<[string, () => World, string[]]>([
    ['what is watched', () => world(), [WATCHED]],
    [
      'a trail that is off and paused',
      () => off({ trailTags: paused }),
      [`trail ${ARN} | trail pause told ${ARN} 2026-03-01T12:00:07.000Z`, WATCHED, GAP],
    ],
    [
      'a trail that cannot be switched on',
      () => off({ startLogging: denied }),
      [`trail ${ARN} | trail off ${ARN} 2026-03-01T12:00:07.000Z`, WATCHED, GAP],
    ],
    [
      'a log that is not kept',
      () => {
        const here = world();
        here.status.deliveryError = 'AccessDenied';
        return here;
      },
      [`trail ${ARN} | trail undelivered ${ARN} 2026-03-01T12:00:07.000Z`, WATCHED],
    ],
    [
      'a trail that cannot be looked at',
      () => world({ trailStatus: denied }),
      [`trail ${ARN} | trail look audit 2026-03-01T12:00:07.000Z`, WATCHED],
    ],
    [
      'trails that cannot be listed',
      () => world({ describeTrails: denied }),
      ['all trails 123456789012 ap-northeast-2 | trails look 2026-03-01T12:00:07.000Z'],
    ],
    ['no trail at all', () => world({ describeTrails: async () => [] }), [GAP]],
  ])('of %s belongs together, and is the same when it comes again', async (_, setUp, expected) => {
    const [first, again] = await twice(setUp(), 'trail-poll');
    expect(first).toEqual(expected);
    expect(again).toEqual(expected);
  });

  it('of a trail that it has switched on belongs to the trail', async () => {
    const [first, ...rest] = await identities(off(), 'trail-poll');
    expect(first).toMatch(`trail ${ARN} | 1772366407000:`);
    expect(rest).toEqual([WATCHED]);
  });

  it('is another one each day', async () => {
    const { deps, time } = world({ describeTrails: async () => [] });
    const ids: (string | undefined)[] = [];
    for (const day of [0, 1, 2]) {
      time.now = new Date(NOW.getTime() + day * 86_400_000);
      const [publication] = await createHandler(deps)(fixture('trail-poll'), context);
      await publication?.onPublished?.();
      ids.push(publication?.notification.id);
    }
    expect(ids).toEqual([
      'trails deaf 2026-03-01T12:00:07.000Z',
      'trails deaf 2026-03-02T12:00:07.000Z',
      'trails deaf 2026-03-03T12:00:07.000Z',
    ]);
  });
});
