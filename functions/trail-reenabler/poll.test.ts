import type { Trail } from '../../shared/aws/cloudtrail';
import type { Selector } from '../../shared/cloudtrail/selectors';
import { log } from '../../shared/log';
import { fixture } from '../../test/fixture';
import { ARN, brokenStore, context, NOW, trail, world } from '../../test/trail-reenabler';
import { createHandler } from './handler';

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});

type Deps = ReturnType<typeof world>['deps'];

async function handle(deps: Deps, event: unknown) {
  const publications = await createHandler(deps)(event, context);
  for (const { onPublished } of publications) await onPublished?.();
  return publications.map(({ notification }) => notification);
}

const poll = (deps: Deps) => handle(deps, fixture('trail-poll'));
const titlesOf = async (deps: Deps) => (await poll(deps)).map(({ title }) => title);
const WATCHED = 'Audit log: 1 trail watched in ap-northeast-2';
const minutes = (count: number) => new Date(NOW.getTime() + count * 60_000);

describe('the poll', () => {
  it('switches on a trail that it finds off, and knows nobody who did it', async () => {
    const { deps, stop, startLogging } = world();
    await poll(deps);
    stop();
    expect(await poll(deps)).toMatchObject([
      {
        severity: 'warning',
        title: 'Audit log audit was switched off, and is on again',
        text: 'Off for 7 s, from 2026-03-01 12:00 UTC. A look at the trails found it switched off. No event has said who did it. It was switched on again.',
        subject: 'audit',
        links: [{ text: 'Trail' }],
      },
    ]);
    expect(startLogging).toHaveBeenCalledWith(ARN);
    expect(await poll(deps)).toEqual([]);
  });

  it('switches on a trail that was never switched on', async () => {
    const { deps, status } = world();
    Object.assign(status, { logging: false, startedAt: undefined });
    const [notification] = await poll(deps);
    expect(notification?.text).toBe(
      'Nobody knows for how long it was off. A look at the trails found that it was never switched on. It was switched on again.',
    );
  });

  it('notifies once an hour that it cannot switch it on', async () => {
    const { deps, stop, time } = world({ startLogging: async () => Promise.reject(new Error('denied')) });
    stop();
    expect(await titlesOf(deps)).toContain('Audit log audit is still OFF');
    time.now = minutes(30);
    expect(await titlesOf(deps)).toEqual([]);
    time.now = minutes(61);
    expect(await titlesOf(deps)).toEqual(['Audit log audit is still OFF']);
  });

  it('leaves a paused trail off, notifies of it once, and switches it on when the pause is over', async () => {
    const tags = { 'alarm-responder:pause-until': '2026-03-01T13:00Z' };
    const { deps, stop, startLogging, time } = world({ trailTags: async () => tags });
    await poll(deps);
    stop();
    expect(await titlesOf(deps)).toEqual([
      'Audit log audit is off, and stays off',
      'The audit log records nothing',
    ]);
    expect(await titlesOf(deps)).toEqual([]);
    expect(startLogging).not.toHaveBeenCalled();
    time.now = minutes(61);
    expect(await titlesOf(deps)).toEqual(['Audit log audit was switched off, and is on again']);
  });

  it('switches a trail on again after a day at the latest, however long its tag asks for, and is critical until then', async () => {
    const tags = { 'alarm-responder:pause-until': '9999-12-31T00:00Z' };
    const { deps, stop, startLogging, time } = world({ trailTags: async () => tags });
    await poll(deps);
    stop();
    const [first] = await poll(deps);
    expect(first).toMatchObject({ severity: 'critical', title: 'Audit log audit is off, and stays off' });
    expect(first?.text).toBe(
      'It is paused until 2026-03-02 12:00 UTC, and no event has said who set that. Then it is switched on again. ' +
        'Mind that its tag alarm-responder:pause-until says 9999-12-31T00:00Z, but a pause lasts 24 h at most (longestPauseHours): it ends at 2026-03-02 12:00 UTC.',
    );
    time.now = minutes(24 * 60 - 1);
    expect(await poll(deps)).toEqual([]);
    expect(startLogging).not.toHaveBeenCalled();
    time.now = minutes(24 * 60);
    expect(await titlesOf(deps)).toContain('Audit log audit was switched off, and is on again');
    stop();
    time.now = minutes(40 * 60);
    const [again] = await poll(deps);
    expect(again?.text).toContain('it ended at 2026-03-02 12:00 UTC');
    expect(startLogging).toHaveBeenCalledTimes(2);
  });

  it('notifies of a long pause, where the configuration allows one, again each day, with who did it', async () => {
    const tags = { 'alarm-responder:pause-until': '2026-03-04T00:00Z' };
    const { deps, stop, time } = world({ trailTags: async () => tags, longestPauseHours: () => 72 });
    const tagsList = [{ key: 'alarm-responder:pause-until', value: '2026-03-04T00:00Z' }];
    const paused = Object(fixture('trail-paused'));
    const event = {
      ...paused,
      detail: { ...paused.detail, requestParameters: { resourceId: ARN, tagsList } },
    };
    await handle(deps, event);
    stop();
    await handle(deps, fixture('trail-stopped'));
    expect(await titlesOf(deps)).not.toContain('Audit log audit is off, and stays off');
    for (const day of [1, 2]) {
      time.now = minutes(day * (24 * 60 + 1));
      const [off] = await poll(deps);
      expect(off).toMatchObject({
        severity: 'critical',
        title: 'Audit log audit is off, and stays off',
        text:
          'Switched off by IAM user Mary_Major, with MFA. It is paused until 2026-03-04 00:00 UTC, set by the root user of account ' +
          '123456789012, without MFA. Then it is switched on again.',
      });
      expect(await titlesOf(deps)).toEqual([]);
    }
  });

  it.each([
    ['was not published', false],
    ['was published after the poll', true],
  ])('notifies of a stop whose event %s', async (_, isLate) => {
    const tags = { 'alarm-responder:pause-until': '2026-03-01T23:00Z' };
    const { deps, stop } = world({ trailTags: async () => tags });
    stop();
    if (isLate) {
      expect(await titlesOf(deps)).toContain('Audit log audit is off, and stays off');
      expect(await handle(deps, fixture('trail-stopped'))).toHaveLength(1);
      expect(await titlesOf(deps)).toEqual([]);
    } else {
      await createHandler(deps)(fixture('trail-stopped'), context);
      expect(await titlesOf(deps)).toContain('Audit log audit is off, and stays off');
    }
  });

  it('does not name for a later stop who has stopped it before', async () => {
    const tags = { 'alarm-responder:pause-until': '2026-03-01T23:00Z' };
    const { deps, stop, status } = world({ trailTags: async () => tags });
    stop();
    await handle(deps, fixture('trail-stopped'));
    status.stoppedAt = minutes(-300);
    const [off] = await poll(deps);
    expect(off?.text).toBe(
      'It is paused until 2026-03-01 23:00 UTC, and no event has said who set that. Then it is switched on again.',
    );
  });

  describe('of a trail that was weakened', () => {
    const reads: Selector[] = [
      { category: 'Management', conditions: [{ field: 'readOnly', operator: 'equals', values: ['true'] }] },
    ];
    const WEAKENED = 'Audit log audit was weakened';
    /** It records reads alone, from now on. */
    async function weaken() {
      const state = { selectors: [{ category: 'Management', conditions: [] }] as Selector[] };
      const here = world({ trailSelectors: async () => state.selectors });
      await poll(here.deps);
      state.selectors = reads;
      const seen = async (minute: number) => {
        here.time.now = minutes(minute);
        return (await poll(here.deps)).filter(({ title }) => title.startsWith(WEAKENED));
      };
      return { ...here, seen };
    }
    const called = (name: string, minute: number, requestParameters: object) => {
      const event = Object(fixture(name));
      const eventTime = minutes(minute).toISOString();
      return { ...event, detail: { ...event.detail, eventTime, requestParameters } };
    };
    const put = (minute: number) =>
      called('trail-selectors', minute, {
        trailName: 'audit',
        eventSelectors: [{ readWriteType: 'ReadOnly', includeManagementEvents: true }],
      });

    it('notifies when no event says so within ten minutes, once, and the same when a crash repeats it', async () => {
      const { seen, deps, time } = await weaken();
      expect([await seen(5), await seen(14)]).toEqual([[], []]);
      time.now = minutes(15);
      const [crashed] = await createHandler(deps)(fixture('trail-poll'), context);
      const told = await seen(20);
      expect(told).toMatchObject([
        {
          id: crashed?.notification.id,
          severity: 'critical',
          text: 'Management events: read only (before: all). A look at the trails found it. No event has said who did it.',
        },
      ]);
      expect([await seen(25), await seen(60)]).toEqual([[], []]);
    });

    it.each([
      ['before the poll', 3],
      ['after the poll', 9],
    ])('leaves it to its event, which comes %s', async (_, minute) => {
      const { seen, deps, time } = await weaken();
      if (minute > 5) await seen(5);
      time.now = minutes(minute);
      expect(await handle(deps, put(2))).toMatchObject([{ title: expect.stringMatching(WEAKENED) }]);
      expect([await seen(10), await seen(30)]).toEqual([[], []]);
    });

    it.each([
      ['before the poll', 3],
      ['after the poll', 9],
    ])('notifies of it though another call is heard, %s', async (_, minute) => {
      const { seen, deps, time } = await weaken();
      if (minute > 5) await seen(5);
      time.now = minutes(minute);
      await handle(deps, called('trail-weakened', 2, { name: 'audit', enableLogFileValidation: true }));
      expect(await seen(30)).toHaveLength(1);
    });

    it('notifies of it though the same is said of a later call', async () => {
      const { seen, deps, time } = await weaken();
      await seen(5);
      time.now = minutes(9);
      await handle(deps, put(8));
      expect(await seen(30)).toHaveLength(1);
    });
  });

  it('lists what it watches, and what it does not, with what would', async () => {
    const other = (name: string, arn: string): Trail => ({ ...trail, name, arn });
    const trails = [
      trail,
      other('data', ARN.replace('audit', 'data')),
      other('far', 'arn:aws:cloudtrail:us-east-1:123456789012:trail/far'),
      other('org', 'arn:aws:cloudtrail:us-east-1:999999999999:trail/org'),
    ];
    const { deps } = world({
      describeTrails: async () => trails,
      config: () => ({ names: ['audit'], repeatedStops: { most: 3, minutes: 15 } }),
    });
    expect(await poll(deps)).toMatchObject([
      {
        severity: 'info',
        title: WATCHED,
        text: 'Switched on again whenever somebody switches it off: audit.',
        details: [
          {
            lines: [
              'data: it is not among `trails.names` in config/.',
              'far: its home is us-east-1. Watch it there: npx sls deploy --stage dev --region us-east-1',
              'org: it belongs to account 999999999999, which alone can switch it on.',
            ],
          },
        ],
      },
    ]);
    expect(await poll(deps)).toEqual([]);
    trails.pop();
    expect(await titlesOf(deps)).toEqual([WATCHED]);
  });

  describe('of a trail that it cannot switch on', () => {
    const far: Trail = { ...trail, name: 'far', arn: 'arn:aws:cloudtrail:us-east-1:123456789012:trail/far' };
    const org: Trail = {
      ...trail,
      name: 'org',
      arn: 'arn:aws:cloudtrail:ap-northeast-2:999999999999:trail/org',
    };
    const off = async () => ({
      logging: false,
      startedAt: undefined,
      stoppedAt: minutes(-10),
      deliveryError: undefined,
    });

    it.each([
      [
        far,
        `It can be switched on in us-east-1 only: aws cloudtrail start-logging --name ${far.arn} --region us-east-1. A stage there`,
      ],
      [org, 'Account 999999999999 alone, to which it belongs, can switch it on.'],
    ])('says who can, once a day, and that nobody is heard: %#', async (one, who) => {
      const { deps, startLogging, time } = world({ describeTrails: async () => [one], trailStatus: off });
      const [first, ...rest] = await poll(deps);
      expect(first).toMatchObject({
        severity: 'critical',
        title: `Audit log ${one.name} is off`,
        text: expect.stringContaining(`It is off since 2026-03-01 11:50 UTC. ${who}`),
      });
      expect(rest.map(({ title }) => title)).toContain('The audit log records nothing');
      expect(await poll(deps)).toEqual([]);
      time.now = minutes(24 * 60 + 1);
      expect(await titlesOf(deps)).toEqual([`Audit log ${one.name} is off`, 'The audit log records nothing']);
      expect(startLogging).not.toHaveBeenCalled();
    });

    it('says so at once when it is off again', async () => {
      const { deps, status, time } = world({ describeTrails: async () => [far] });
      const titles: string[] = [];
      for (const [minute, logging] of [false, true, false].entries()) {
        time.now = minutes(minute);
        status.logging = logging;
        titles.push(...(await titlesOf(deps)));
      }
      expect(titles.filter((title) => title === 'Audit log far is off')).toHaveLength(2);
    });

    it('hears of calls while it logs, and records what writes', async () => {
      const { deps } = world({ describeTrails: async () => [far] });
      expect(await titlesOf(deps)).toEqual(['Audit log: 0 trails watched in ap-northeast-2']);
      const deaf = world({ describeTrails: async () => [far], trailSelectors: async () => [] });
      expect(await titlesOf(deaf.deps)).toContain('The audit log records nothing');
    });

    it('counts it as on when it may not ask, and says so', async () => {
      const denied = async () => Promise.reject(new Error('not authorized'));
      const { deps } = world({ describeTrails: async () => [org], trailStatus: denied });
      const titles = await titlesOf(deps);
      expect(titles).toContain('Audit log org could not be looked at');
      expect(titles).not.toContain('The audit log records nothing');
    });

    it('that `trails.names` leaves out notifies of nothing, and is not heard when it is off', async () => {
      const config = () => ({ names: ['audit'], repeatedStops: { most: 3, minutes: 15 } });
      const { deps, startLogging } = world({ describeTrails: async () => [far], trailStatus: off, config });
      expect(await titlesOf(deps)).toEqual([
        'Audit log: 0 trails watched in ap-northeast-2',
        'The audit log records nothing',
      ]);
      expect(startLogging).not.toHaveBeenCalled();
      const data = world({ describeTrails: async () => [far], trailSelectors: async () => [], config });
      expect(await titlesOf(data.deps)).toContain('The audit log records nothing');
    });
  });

  it('notifies of the coverage gap when there is no trail, again when that comes back', async () => {
    const trails: Trail[] = [];
    const { deps } = world({ describeTrails: async () => trails });
    expect(await poll(deps)).toMatchObject([
      {
        severity: 'critical',
        title: 'The audit log records nothing',
        text: expect.stringContaining('There is no trail for ap-northeast-2.'),
      },
    ]);
    expect(await poll(deps)).toEqual([]);
    trails.push(trail);
    expect(await titlesOf(deps)).toEqual([WATCHED]);
    trails.pop();
    expect(await titlesOf(deps)).toEqual(['The audit log records nothing']);
  });

  it('notifies of the coverage gap when the only trail records no management events', async () => {
    const { deps } = world({
      trailSelectors: async () => [
        {
          category: 'Management',
          conditions: [{ field: 'readOnly', operator: 'equals', values: ['true'] }],
        },
      ],
    });
    expect(await titlesOf(deps)).toEqual([WATCHED, 'The audit log records nothing']);
  });

  it('says that the log is not kept when the bucket does not take it', async () => {
    const { deps, status } = world();
    status.deliveryError = 'AccessDenied';
    expect(await titlesOf(deps)).toEqual(['What the audit log audit records is not kept', WATCHED]);
    expect(await poll(deps)).toEqual([]);
  });

  it('notifies of what it cannot check, and checks the others', async () => {
    const other = { ...trail, name: 'other', arn: ARN.replace('audit', 'other') };
    const { deps, status, startLogging } = world({
      describeTrails: async () => [trail, other],
      trailStatus: async (arn) =>
        arn === ARN ? Promise.reject(new Error('not authorized')) : { ...status, logging: false },
      startLogging: async () => 'accepted',
    });
    const titles = await titlesOf(deps);
    expect(titles).toContain('Audit log audit could not be looked at');
    expect(titles).toContain('Audit log other is still OFF');
    expect(startLogging).not.toHaveBeenCalled();
  });

  it('notifies of a trail called "all" apart from all trails', async () => {
    const all = { ...trail, name: 'all', arn: ARN.replace('audit', 'all') };
    const here = world({ trailStatus: async () => Promise.reject(new Error('not authorized')) });
    const listed = { ...here.deps, describeTrails: async () => [all] };
    expect(await titlesOf(listed)).toContain('Audit log all could not be looked at');
    const unlisted = { ...here.deps, describeTrails: async () => Promise.reject(new Error('throttled')) };
    expect(await titlesOf(unlisted)).toEqual(['The audit logs could not be looked at']);
  });

  it('notifies when it cannot even list the trails', async () => {
    const { deps } = world({ describeTrails: async () => Promise.reject(new Error('throttled')) });
    expect(await poll(deps)).toMatchObject([
      {
        severity: 'critical',
        title: 'The audit logs could not be looked at',
        text: expect.stringContaining('throttled'),
      },
    ]);
  });

  it('switches on without its table, and notifies only of what is critical or done', async () => {
    const { deps, stop, startLogging } = world({ store: () => brokenStore });
    stop();
    expect(await titlesOf(deps)).toEqual(['Audit log audit was switched off, and is on again']);
    expect(startLogging).toHaveBeenCalled();
  });
});
