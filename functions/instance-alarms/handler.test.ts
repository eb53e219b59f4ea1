import type { InstanceDetails } from '../../shared/aws/ec2';
import { StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import { recallInstance } from '../../shared/state/known-instance';
import { memoryStore } from '../../shared/state/store';
import { fakeAws, throttling } from '../../test/fake-aws';
import { fixture } from '../../test/fixture';
import { instance, minutesAgo, now, reported, rules } from '../../test/instances';
import { optIn } from './adoption';
import { leftOver } from './backlog';
import { type Deps, live } from './deps';
import { dryRun } from './dry-run';
import { createHandler } from './handler';

const ID = 'i-05e8fb4ee552d3511';

function setUp(config = rules.config) {
  const aws = fakeAws();
  const store = memoryStore();
  let time = now;
  const deps: Deps = {
    verbs: aws.verbs,
    store: () => store,
    firstDeployedAt: async () => minutesAgo(24 * 60),
    config: () => config,
    processes: () => [...rules.processes],
    longestPauseHours: () => rules.longestPauseHours,
    now: () => time,
    planDetails: live.planDetails,
    logReport: live.logReport,
  };
  const context = {
    awsRequestId: 'request-1',
    invokedFunctionArn:
      'arn:aws:lambda:ap-northeast-2:123456789012:function:alarm-responder-dev-instanceAlarms',
    getRemainingTimeInMillis: () => 240_000,
  };
  const put = (change: Partial<InstanceDetails> = {}) => {
    const id = change.id ?? ID;
    aws.instances.set(id, { ...instance, id, launchedAt: time, createdAt: time, ...change });
  };
  const handle = (event: unknown, isDry = false) =>
    createHandler(isDry ? dryRun(deps, event) : deps)(event, context);
  /** Hands over an event and publishes its notifications. */
  const run = async (event: unknown, isDry = false) => {
    const publications = await handle(event, isDry);
    for (const { onPublished } of publications) await onPublished?.();
    return publications.map(({ notification }) => notification);
  };
  return {
    ...aws,
    store,
    put,
    handle,
    run,
    on: (name: string, isDry = false) => run(fixture(name), isDry),
    poll: () => run(fixture('instances-look')),
    reconcile: () => run(fixture('instances-reconcile')),
    later: (minutes: number) => {
      time = new Date(time.getTime() + minutes * 60_000);
    },
    hurry: (ms: () => number) => {
      context.getRemainingTimeInMillis = ms;
    },
    enabled: () => [...aws.alarms.values()].filter(({ actionsEnabled }) => actionsEnabled).length,
  };
}

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  Object.assign(process.env, {
    ALARM_PREFIX: rules.prefix,
    STAGE: 'dev',
    ALERTS_TOPIC: 'alarm-responder-dev-alerts',
    INSTANCE_PROFILE: rules.profile,
    STATE_TABLE: 'alarm-responder-dev-state',
  });
});
describe('an instance that starts', () => {
  it('gets its alarms and its profile at once, and one notification has both', async () => {
    const { put, on, alarms, instances, enabled } = setUp();
    put({ detailedMonitoring: false });
    const [notification, ...rest] = await on('instance-running');
    expect(rest).toEqual([]);
    expect(notification).toMatchObject({
      severity: 'info',
      title: 'web-1 is running',
      text:
        'Its 4 alarms act on nothing for 10 minutes, or until the agent reports. ' +
        'Detailed monitoring is off: CPU is looked at every five minutes. ' +
        `It had no instance profile and got ${rules.profile}.`,
    });
    expect([...alarms.keys()]).toEqual([
      `alarm-responder-dev ${ID} cpu-warning`,
      `alarm-responder-dev ${ID} cpu-critical`,
      `alarm-responder-dev ${ID} status-instance`,
      `alarm-responder-dev ${ID} status-system`,
    ]);
    expect([...alarms.values()][0]).toMatchObject({
      alarmActions: [rules.alerts],
      okActions: [rules.alerts],
    });
    expect(enabled()).toBe(0);
    expect(instances.get(ID)?.profile).toMatch(/instance$/);
  });

  it('has its name kept, so that who notifies of its alarms need not ask EC2', async () => {
    const { put, on, poll, store } = setUp();
    put({ group: 'web' });
    await on('instance-running');
    const known = { name: 'web-1', type: 't3.micro', zone: 'ap-northeast-2a', group: 'web' };
    expect(await recallInstance(store, ID)).toEqual(known);
    put({ group: 'web', name: 'shop-1', tags: { Name: 'shop-1' } });
    await poll();
    expect(await recallInstance(store, ID)).toEqual({ ...known, name: 'shop-1' });
  });

  it('gets its alarms though its name cannot be kept', async () => {
    const { put, on, alarms, store } = setUp();
    jest.spyOn(log(), 'warn').mockImplementation();
    const { get } = store;
    store.get = async (id) => {
      if (id === `instance ${ID}`) throw new StoreError('The table could not be reached: timeout');
      return get(id);
    };
    put();
    expect(await on('instance-running')).toMatchObject([{ title: 'web-1 is running' }]);
    expect(alarms.size).toBe(4);
    await expect(recallInstance(store, ID)).rejects.toThrow('The table could not be reached');
  });

  it('has no name kept by a dry run', async () => {
    const { put, on, store } = setUp();
    put();
    await on('instance-running', true);
    expect(await recallInstance(store, ID)).toBeUndefined();
  });

  it('wakes after the time of grace, and gets the agent’s alarms when their metrics are there', async () => {
    const { put, on, poll, later, enabled, alarms, metrics } = setUp();
    put();
    await on('instance-running');
    later(5);
    expect(await poll()).toEqual([]);
    expect(enabled()).toBe(0);
    later(6);
    metrics.push({ ...reported.memory, dimensions: { ...reported.memory.dimensions, InstanceId: ID } });
    await poll();
    expect(enabled()).toBe(6);
    expect(alarms.size).toBe(6);
  });

  it('wakes as soon as the agent reports', async () => {
    const { put, on, poll, later, enabled, metrics, verbs } = setUp();
    put();
    await on('instance-running');
    metrics.push({ ...reported.memory, dimensions: { ...reported.memory.dimensions, InstanceId: ID } });
    verbs.hasReported = async () => true;
    later(3);
    await poll();
    expect(enabled()).toBe(6);
  });

  it('notifies once, however often the event comes', async () => {
    const { put, on, count } = setUp();
    put();
    expect(await on('instance-running')).toHaveLength(1);
    const puts = count('put');
    expect(await on('instance-running')).toEqual([]);
    expect(count('put')).toBe(puts);
  });

  it('keeps a profile that it has, and says what it lacks', async () => {
    const { put, on, count, profiles } = setUp();
    profiles.web = ['AmazonSSMManagedInstanceCore'];
    put({ profile: 'arn:aws:iam::123456789012:instance-profile/team/web' });
    const [notification] = await on('instance-running');
    expect(notification?.text).toContain(
      'Its instance profile web lacks CloudWatchAgentServerPolicy; it is not changed.',
    );
    expect(count('attach')).toBe(0);
  });

  it.each([
    ['not ready' as const, undefined, 'It has no instance profile yet'],
    ['taken' as const, 'arn:aws:iam::123456789012:instance-profile/theirs', 'Its 4 alarms are on.'],
  ])('is tried again or left alone when EC2 answers %s', async (answer, profile, words) => {
    const { put, on, verbs } = setUp();
    put({ launchedAt: minutesAgo(60) });
    verbs.attachProfile = async () => {
      put({ launchedAt: minutesAgo(60), profile });
      return answer;
    };
    const [notification] = await on('instance-running');
    expect(notification?.text).toContain(words);
  });

  it('leaves no alarm behind when it is gone before they are made', async () => {
    const { put, on, instances, alarms, world } = setUp();
    put();
    world.before = (verb) => {
      if (verb === 'put') instances.delete(ID);
    };
    await on('instance-running');
    expect(alarms.size).toBe(0);
  });
});

describe('an instance that stops and starts again', () => {
  it('disables the actions of its alarms, and enables them to look anew', async () => {
    const { put, on, poll, later, enabled, alarms, calls } = setUp();
    put({ launchedAt: minutesAgo(60), createdAt: minutesAgo(60) });
    await on('instance-running');
    expect(enabled()).toBe(4);
    put({ state: 'stopped', transition: 'User initiated (2020-03-25 06:12:01 GMT)' });
    const [notification] = await on('instance-stopped');
    expect(notification).toMatchObject({
      title: 'web-1 has stopped: asked for by the API or the console',
      text: 'Its 4 alarms act on nothing until it runs again. AWS says: User initiated (2020-03-25 06:12:01 UTC).',
    });
    expect(enabled()).toBe(0);
    for (const alarm of alarms.values()) alarm.state = 'ALARM';
    put({ state: 'running' });
    later(11);
    await poll();
    expect(enabled()).toBe(4);
    expect([...alarms.values()].map(({ state }) => state)).toEqual(Array(4).fill('INSUFFICIENT_DATA'));
    expect([...alarms.values()].filter(({ tags }) => 'alarm-responder:asleep' in tags)).toEqual([]);
    const order = calls.map((call) => call.split(' ')[0] ?? '');
    expect(order.indexOf('enable')).toBeLessThan(order.indexOf('reset'));
  });

  it('finishes the enabling that a crash has interrupted', async () => {
    const { put, on, alarms, world } = setUp();
    put({ launchedAt: minutesAgo(60), createdAt: minutesAgo(60), state: 'stopped' });
    await on('instance-stopped');
    for (const alarm of alarms.values()) alarm.state = 'ALARM';
    put({ launchedAt: minutesAgo(60), createdAt: minutesAgo(60) });
    world.before = (verb) => {
      if (verb === 'reset') throw throttling();
    };
    await on('instance-running');
    world.before = () => undefined;
    await on('instance-running');
    expect([...alarms.values()].map(({ state }) => state)).toEqual(Array(4).fill('INSUFFICIENT_DATA'));
  });
});

describe('a process', () => {
  const report = ({ metrics }: ReturnType<typeof setUp>, ...names: string[]) => {
    for (const { namespace, metric, dimensions } of names.map(reported.process)) {
      metrics.push({ namespace, metric, dimensions: { ...dimensions, InstanceId: ID } });
    }
  };
  const watched = ({ alarms }: ReturnType<typeof setUp>) =>
    [...alarms.keys()].flatMap((name) => name.split(' process ')[1] ?? []);

  it('gets its alarm with the next poll once it was alive, not for being reported as 0', async () => {
    const aws = setUp();
    aws.put();
    await aws.on('instance-running');
    report(aws, 'httpd', 'nginx');
    aws.later(5);
    await aws.poll();
    expect(watched(aws)).toEqual([]);
    aws.alive.add('nginx');
    aws.later(5);
    await aws.poll();
    expect(watched(aws)).toEqual(['nginx']);
  });

  it('that starts hours after the instance gets it with the daily reconcile', async () => {
    const aws = setUp();
    aws.put({ launchedAt: minutesAgo(600), createdAt: minutesAgo(600) });
    report(aws, 'httpd');
    await aws.reconcile();
    expect(watched(aws)).toEqual([]);
    aws.alive.add('httpd');
    await aws.poll();
    expect(watched(aws)).toEqual([]);
    await aws.reconcile();
    expect(watched(aws)).toEqual(['httpd']);
  });

  it('keeps its alarm when it is dead, and is not asked for again', async () => {
    const aws = setUp();
    aws.put({ launchedAt: minutesAgo(600), createdAt: minutesAgo(600) });
    report(aws, 'httpd', 'nginx');
    aws.alive.add('httpd');
    await aws.reconcile();
    aws.alive.clear();
    aws.calls.length = 0;
    await aws.reconcile();
    expect(watched(aws)).toEqual(['httpd']);
    expect(aws.calls).toEqual(['list alarm-responder-dev ', 'metrics all', 'describe all', 'alive nginx']);
  });

  it('is left to the next poll when CloudWatch throttles the question', async () => {
    const aws = setUp();
    aws.put({ launchedAt: minutesAgo(600), createdAt: minutesAgo(600) });
    report(aws, 'httpd');
    aws.alive.add('httpd');
    aws.world.before = (verb) => {
      if (verb === 'alive') throw throttling();
    };
    expect(await aws.reconcile()).toEqual([]);
    expect(await leftOver(aws.store)).toEqual([ID]);
    aws.world.before = () => undefined;
    await aws.poll();
    expect(watched(aws)).toEqual(['httpd']);
  });

  it('is not asked for on an instance that waits for a person’s word, and the notification says so', async () => {
    const aws = setUp();
    aws.put({ launchedAt: minutesAgo(30 * 24 * 60), createdAt: minutesAgo(30 * 24 * 60) });
    report(aws, 'httpd', 'nginx');
    const [notification] = await aws.reconcile();
    expect(notification?.text).toContain(
      'makes 4 alarms for them, about 0.40 USD a month, and up to 2 more for processes that have run within a day;',
    );
    expect(aws.count('alive')).toBe(0);
  });

  it('is named on such an instance when there are templates of processes only', async () => {
    const { process } = rules.config.templates;
    if (!process) throw new Error('expected the template');
    const aws = setUp({ ...rules.config, templates: { process } });
    aws.put({ launchedAt: minutesAgo(30 * 24 * 60), createdAt: minutesAgo(30 * 24 * 60) });
    report(aws, 'httpd');
    const [notification] = await aws.reconcile();
    expect(notification?.text).toContain('makes 0 alarms for them, about 0.00 USD a month, and up to 1 more');
  });
});

describe('a pause', () => {
  it('begins and ends with a poll, however long the instance runs', async () => {
    const old = { launchedAt: minutesAgo(600), createdAt: minutesAgo(600) };
    const { put, on, poll, later, enabled } = setUp();
    put(old);
    await on('instance-running');
    put({ ...old, tags: { 'alarm-responder:pause-until': '2026-03-01T12:30Z' } });
    await poll();
    expect(enabled()).toBe(0);
    later(31);
    await poll();
    expect(enabled()).toBe(4);
  });

  const FOR_EVER = '9999-12-31T00:00Z';
  const SAYS = `its tag alarm-responder:pause-until says ${FOR_EVER}, but a pause lasts 24 h at most (longestPauseHours)`;
  const old = { launchedAt: minutesAgo(600), createdAt: minutesAgo(600) };
  const forEver = { ...old, tags: { Name: 'web-1', 'alarm-responder:pause-until': FOR_EVER } };
  const DAY = 24 * 60;

  it('silences an instance for a day at most, however long its tag asks for, and says so once', async () => {
    const { put, on, poll, later, enabled } = setUp();
    put(old);
    await on('instance-running');
    put(forEver);
    expect(await poll()).toMatchObject([
      {
        severity: 'warning',
        title: 'Alarms of instances need a look',
        details: [{ lines: [`${ID}: ${SAYS}: it ends at 2026-03-02 12:00 UTC`] }],
      },
      { title: 'Tags silence web-1' },
    ]);
    expect(enabled()).toBe(0);
    later(5);
    expect(await poll()).toEqual([]);
    later(DAY - 6);
    expect(await poll()).toEqual([]);
    expect(enabled()).toBe(0);
    later(1);
    expect(await poll()).toMatchObject([
      { details: [{ lines: [`${ID}: ${SAYS}: it ended at 2026-03-02 12:00 UTC`] }] },
    ]);
    expect(enabled()).toBe(4);
    later(5);
    expect(await poll()).toEqual([]);
    expect(enabled()).toBe(4);
  });

  it('does not begin again with a stop, which says when it ends', async () => {
    const { put, on, reconcile, later, enabled } = setUp();
    put(old);
    await on('instance-running');
    put(forEver);
    await reconcile();
    later(60);
    put({ ...forEver, state: 'stopped' });
    const [notification] = await on('instance-stopped');
    expect(notification?.text).toContain('Its tag alarm-responder:pause-until says');
    expect(notification?.text).toContain('it ends at 2026-03-02 12:00 UTC.');
    put(forEver);
    later(DAY - 60);
    await reconcile();
    expect(enabled()).toBe(4);
  });

  it('silences no instance, and stops no poll of others, while the table does not say since when it lasts', async () => {
    const { put, on, poll, enabled, store, alarms } = setUp();
    put(old);
    await on('instance-running');
    const { get } = store;
    jest.spyOn(store, 'get').mockImplementation(async (id) => {
      if (id.startsWith('pause ')) throw new StoreError('The table could not be reached: timeout');
      return get(id);
    });
    put(forEver);
    put({ id: 'i-2', launchedAt: minutesAgo(30), createdAt: minutesAgo(30) });
    const [notification] = await poll();
    expect(notification?.details?.[0]?.lines).toEqual([
      expect.stringMatching(/^i-05e8fb4ee552d3511: it is not known since when its tag .*: timeout$/),
    ]);
    expect(enabled()).toBe(8);
    expect(alarms.size).toBe(8);
  });

  it('asks the table once for a paused instance, and not at all for another', async () => {
    const { put, on, poll, store } = setUp();
    put(old);
    await on('instance-running');
    const get = jest.spyOn(store, 'get');
    const asked = () => get.mock.calls.filter(([id]) => id.startsWith('pause ')).length;
    put({ id: 'i-2' });
    await poll();
    expect(asked()).toBe(0);
    put(forEver);
    await poll();
    expect(asked()).toBe(1);
  });
});

describe('a tag that silences an instance', () => {
  const SKIP = { Name: 'web-1', 'alarm-responder:skip': 'true' };
  const young = { createdAt: minutesAgo(60), launchedAt: minutesAgo(60) };
  /** An instance that has run for hours with its alarms, so that no poll looks at it. */
  async function running() {
    const here = setUp();
    here.put(young);
    await here.on('instance-running');
    here.later(180);
    return here;
  }

  it('is told once, with the next poll, which does what it asks for', async () => {
    const { put, poll, alarms, later } = await running();
    put({ ...young, tags: SKIP });
    expect(await poll()).toMatchObject([
      {
        severity: 'warning',
        title: 'Tags silence web-1',
        text:
          `web-1 (${ID}): it has no alarms and no messages: its tag alarm-responder:skip is true. ` +
          'Who has set that is among the `CreateTags` of CloudTrail.',
      },
    ]);
    expect(alarms.size).toBe(0);
    later(24 * 60);
    expect(await poll()).toEqual([]);
  });

  it('is told again when it was gone meanwhile, which gives the alarms back', async () => {
    const { put, poll, alarms } = await running();
    const ids: (string | undefined)[] = [];
    for (let round = 0; round < 2; round += 1) {
      put({ ...young, tags: SKIP });
      ids.push(...(await poll()).map(({ id }) => id));
      put(young);
      expect(await poll()).toEqual([]);
      expect(alarms.size).toBe(4);
    }
    expect(new Set(ids).size).toBe(2);
  });

  it('is told again, under the same id, when it could not be published', async () => {
    const { put, handle, poll } = await running();
    put({ ...young, tags: SKIP });
    const [lost] = await handle(fixture('instances-look'));
    const [again] = await poll();
    expect(again?.id).toBe(lost?.notification.id);
    expect(await poll()).toEqual([]);
  });

  it('is one notification for many instances', async () => {
    const { put, poll } = await running();
    put({ ...young, tags: SKIP });
    put({ ...young, id: 'i-2', name: 'web-2', tags: { 'alarm-responder:cpu-critical': '1e9' } });
    expect(await poll()).toMatchObject([
      {
        title: 'Tags silence 2 instances',
        details: [
          {
            lines: [
              expect.stringContaining(`web-1 (${ID}): it has no alarms`),
              'web-2 (i-2): cpu-critical never rings: its tag alarm-responder:cpu-critical is 1000000000, where `config/` says 80',
            ],
          },
        ],
      },
    ]);
  });

  it('is told once of a group whose instances are launched with it, and of each that gets it later', async () => {
    const { put, poll, later } = setUp();
    const group = 'shop';
    put({ id: 'i-1', group, tags: SKIP });
    put({ id: 'i-2', group });
    expect(await poll()).toHaveLength(1);
    later(30);
    put({ id: 'i-3', group, tags: SKIP });
    put({ id: 'i-4', group: undefined, tags: SKIP });
    expect(await poll()).toMatchObject([{ text: expect.stringContaining('web-1 (i-4): it has no alarms') }]);
    later(5);
    expect(await poll()).toEqual([]);
    put({ id: 'i-2', group, tags: SKIP, createdAt: now });
    later(60);
    expect(await poll()).toMatchObject([{ text: expect.stringContaining('web-1 (i-2): it has no alarms') }]);
  });

  it('is not told of an instance that awaits opt-in: it has no alarms', async () => {
    const { put, poll } = setUp();
    put({ createdAt: minutesAgo(100_000), launchedAt: minutesAgo(100_000), tags: SKIP });
    expect(await poll()).toEqual([]);
  });
});

describe('an instance whose disks change', () => {
  const disk = (path: string) => ({
    ...reported.disk(path),
    dimensions: { ...reported.disk(path).dimensions, InstanceId: ID },
  });
  const disksOf = (alarms: Map<string, unknown>): string[] =>
    [...alarms.keys()].flatMap((name) => name.split(' disk-critical ')[1] ?? []);

  it('has 20 alarms for them at most, and says once a day what it left out', async () => {
    const { put, on, reconcile, alarms, metrics, later } = setUp();
    put();
    const paths = Array.from({ length: 5_000 }, (_, index) => `/mnt/pod-${index}`);
    metrics.push(...['/', ...paths].map(disk));
    await on('instance-running');
    expect(disksOf(alarms)).toHaveLength(20);
    expect(disksOf(alarms)).toContain('/');
    expect(alarms.size).toBe(44);
    later(60);
    expect(await reconcile()).toMatchObject([
      {
        severity: 'warning',
        title: 'Instances report more than there are alarms for',
        text: 'On 1 instance 9,962 alarms more would be made for disks and processes: a template has 20 on an instance at most (`instances.most` in config/).',
        details: [
          {
            lines: [
              expect.stringMatching(
                /^i-05e8fb4ee552d3511: disk-warning has 20 alarms; none have: .* and 4961 more$/,
              ),
              expect.stringContaining('disk-critical has 20 alarms'),
            ],
          },
        ],
      },
    ]);
    const kept = disksOf(alarms);
    metrics.unshift(disk('/new'));
    later(60);
    expect(await reconcile()).toEqual([]);
    expect(disksOf(alarms)).toEqual(kept);
  });

  it('loses the alarm of one that was not reported for 14 days, while the agent reports others', async () => {
    const { put, on, reconcile, alarms, metrics, unreported, later } = setUp();
    put();
    metrics.push(disk('/'), disk('/data'));
    await on('instance-running');
    metrics.pop();
    later(60);
    await reconcile();
    expect(disksOf(alarms)).toEqual(['/', '/data']);
    unreported.add('/data');
    await reconcile();
    // It may have been stopped for that long, and be about to report.
    expect(disksOf(alarms)).toEqual(['/', '/data']);
    later(15 * 24 * 60);
    await reconcile();
    expect(disksOf(alarms)).toEqual(['/']);
    unreported.add('/');
    metrics.pop();
    await reconcile();
    expect(disksOf(alarms)).toEqual(['/']);
  });
});

describe('an instance that stops while its alarms wake', () => {
  it('has them asleep all the same', async () => {
    const { put, on, poll, later, enabled, world } = setUp();
    put();
    await on('instance-running');
    later(11);
    world.before = (verb) => {
      if (verb === 'enable') put({ state: 'stopped' });
    };
    await poll();
    expect(enabled()).toBe(0);
  });
});

describe('an instance that is terminated', () => {
  it('takes its alarms with it, also when EC2 has forgotten it or still says otherwise', async () => {
    for (const left of [undefined, { state: 'shutting-down' }]) {
      const { put, on, alarms, instances } = setUp();
      put();
      await on('instance-running');
      instances.clear();
      if (left) put(left);
      const [notification] = await on('instance-terminated');
      expect(notification).toMatchObject({
        title: expect.stringMatching(/^(web-1|i-05e8fb4ee552d3511) was terminated/),
        text: 'Its 4 alarms were deleted.',
      });
      expect(alarms.size).toBe(0);
    }
  });

  it.each(['running', 'stopped', 'pending'])(
    'loses no alarm to an event while EC2 says that it is %s: Lambda asks again, and then people learn of it',
    async (state) => {
      const { put, on, handle, alarms } = setUp();
      put();
      await on('instance-running');
      put({ state });
      await expect(handle(fixture('instance-terminated'))).rejects.toThrow(
        `expected ${ID} to be terminated, as the event says; EC2 says ${state}`,
      );
      expect(alarms.size).toBe(4);
    },
  );

  it('stays away when an old event comes late', async () => {
    const { on, alarms } = setUp();
    await on('instance-terminated');
    await on('instance-running');
    await on('instance-stopped');
    expect(alarms.size).toBe(0);
  });
});

describe('CloudWatch’s limits', () => {
  it('leave instances to the next poll, which does them, and nobody is notified', async () => {
    const { put, run, poll, alarms, world, store, later } = setUp();
    const ids = Array.from({ length: 60 }, (_, index) => `i-${index.toString(16).padStart(17, '0')}`);
    for (const id of ids) put({ id });
    let budget = 40;
    world.before = (verb) => {
      if (verb !== 'put') return;
      if (budget === 0) throw throttling();
      budget -= 1;
    };
    const event = Object(fixture('instance-running'));
    const notifications = await Promise.all(
      ids.map((id) => run({ ...event, detail: { 'instance-id': id, state: 'running' } })),
    );
    expect(notifications.flat()).toHaveLength(60);
    expect(notifications.flat().filter(({ text }) => /fail|throttl|Rate/i.test(text))).toEqual([]);
    expect((await leftOver(store)).length).toBeGreaterThan(40);
    world.before = () => undefined;
    later(2);
    expect(await poll()).toEqual([]);
    expect(alarms.size).toBe(240);
    expect(await leftOver(store)).toEqual([]);
  });

  it('leave a stop to the next poll too', async () => {
    const { put, on, poll, enabled, world, later } = setUp();
    put({ launchedAt: minutesAgo(600), createdAt: minutesAgo(600) });
    await on('instance-running');
    put({ state: 'stopped', launchedAt: minutesAgo(600), createdAt: minutesAgo(600) });
    world.before = (verb) => {
      if (verb === 'list') throw throttling();
    };
    const [notification] = await on('instance-stopped');
    expect(notification).toMatchObject({ title: 'web-1 has stopped', text: '' });
    world.before = () => undefined;
    later(2);
    await poll();
    expect(enabled()).toBe(0);
  });

  it('keep no instance from its profile when not even its alarms can be read', async () => {
    const { put, on, instances, alarms, world, store } = setUp();
    put();
    world.before = (verb) => {
      if (verb === 'list') throw throttling();
    };
    const [notification] = await on('instance-running');
    expect(notification).toMatchObject({
      title: 'web-1 is running',
      text: `It had no instance profile and got ${rules.profile}.`,
    });
    expect(instances.get(ID)?.profile).toBeDefined();
    expect(alarms.size).toBe(0);
    expect(await leftOver(store)).toEqual([ID]);
  });

  it('leave nothing to do when the next event has done it', async () => {
    const { put, on, world, store } = setUp();
    put({ launchedAt: minutesAgo(600), createdAt: minutesAgo(600) });
    world.before = (verb) => {
      if (verb === 'put') throw throttling();
    };
    await on('instance-running');
    expect(await leftOver(store)).toEqual([ID]);
    world.before = () => undefined;
    await on('instance-running');
    expect(await leftOver(store)).toEqual([]);
  });
});

describe('a profile that cannot be attached', () => {
  const failing = (error: Error) => (verb: string) => {
    if (verb === 'attach') throw error;
  };
  const badTag = { 'alarm-responder:cpu-critical': 'ninety' };

  it('keeps nothing else of the instance from being reported', async () => {
    const { put, poll, alarms, world } = setUp();
    put({ tags: badTag });
    world.before = failing(new Error('AccessDenied: iam:PassRole'));
    const [notification] = await poll();
    expect(notification?.text).toBe(
      'Of the instances 1 could not be looked after, 1 have something that cannot be used.',
    );
    expect(notification?.details[0]?.lines).toEqual([
      expect.stringContaining('holds "ninety", not a number'),
      `${ID}: AccessDenied: iam:PassRole`,
    ]);
    expect(alarms.size).toBe(4);
  });

  it('is tried by the next poll when EC2 throttles, and what was done is logged', async () => {
    const { put, poll, alarms, instances, world, store, later } = setUp();
    put();
    world.before = failing(throttling());
    expect(await poll()).toEqual([]);
    expect(log().info).toHaveBeenCalledWith(
      'polled',
      expect.objectContaining({ done: '4 to make', left: 1 }),
    );
    expect(alarms.size).toBe(4);
    expect(await leftOver(store)).toEqual([ID]);
    world.before = () => undefined;
    later(5);
    await poll();
    expect(instances.get(ID)?.profile).toBeDefined();
    expect(await leftOver(store)).toEqual([]);
  });

  it('fails the event of a start when EC2 throttles, so that Lambda tries once more', async () => {
    const { put, on, count, world, store } = setUp();
    put();
    world.before = failing(throttling());
    await expect(on('instance-running')).rejects.toThrow('Rate exceeded');
    expect(count('attach')).toBe(1);
    expect(await leftOver(store)).toEqual([]);
    world.before = () => undefined;
    const [notification] = await on('instance-running');
    expect(notification?.text).toBe(
      'Its 4 alarms act on nothing for 10 minutes, or until the agent reports. ' +
        `It had no instance profile and got ${rules.profile}.`,
    );
  });
});

describe('adoption', () => {
  const old = { createdAt: minutesAgo(30 * 24 * 60), launchedAt: minutesAgo(30 * 24 * 60) };

  it('sends a plan for what was there before, with its cost, and makes nothing', async () => {
    const { put, reconcile, alarms, on } = setUp();
    put(old);
    const [notification, ...rest] = await reconcile();
    expect(rest).toEqual([]);
    expect(notification).toMatchObject({
      title: '1 instance without alarms',
      text: expect.stringContaining(
        '`npm run reconcile -- --stage dev --region ap-northeast-2 --apply` makes 4 alarms for them, about 0.40 USD a month',
      ),
      details: [
        {
          lines: ['web-1: cpu-warning, cpu-critical, status-instance, status-system'],
        },
      ],
    });
    expect(await reconcile()).toEqual([]);
    put({ ...old, launchedAt: now });
    expect((await on('instance-running'))[0]?.text).toContain('its alarms wait for');
    expect(alarms.size).toBe(0);
  });

  it('says of a pause that is too long when it ends, also before opt-in', async () => {
    const { put, on } = setUp();
    put({ ...old, launchedAt: now, tags: { 'alarm-responder:pause-until': '2026-03-20T00:00Z' } });
    expect((await on('instance-running'))[0]).toMatchObject({
      severity: 'warning',
      text: expect.stringContaining(
        'a pause lasts 24 h at most (longestPauseHours): it ends at 2026-03-02 12:00 UTC',
      ),
    });
  });

  it('is over when a person has agreed', async () => {
    const { put, reconcile, alarms, store } = setUp();
    put(old);
    await optIn(store, now);
    expect(await reconcile()).toEqual([]);
    expect(alarms.size).toBe(4);
  });
});

describe('the daily reconcile', () => {
  const running = { launchedAt: minutesAgo(120), createdAt: minutesAgo(120) };

  it('makes what is missing, deletes orphans, and does nothing the second time', async () => {
    const { put, reconcile, on, alarms, instances, calls } = setUp();
    put(running);
    await on('instance-running');
    instances.clear();
    put({ ...running, id: 'i-2' });
    await reconcile();
    expect([...alarms.keys()].map((name) => name.split(' ')[1])).toEqual(Array(4).fill('i-2'));
    calls.length = 0;
    await reconcile();
    expect(calls).toEqual(['list alarm-responder-dev ', 'metrics all', 'describe all']);
  });

  it('asks for an instance by itself before it deletes the alarms of one that is in no listing', async () => {
    const { put, reconcile, on, alarms, verbs } = setUp();
    put(running);
    await on('instance-running');
    verbs.allInstances = async () => [];
    await reconcile();
    expect(alarms.size).toBe(4);
  });

  it('touches nothing that is not ours', async () => {
    const { put, reconcile, verbs, alarms } = setUp();
    const settings = { name: 'alarm-responder-dev i-9 mine', dimensions: { InstanceId: 'i-9' } };
    put(running);
    await reconcile();
    const [some] = alarms.values();
    if (!some) throw new Error('expected an alarm');
    await verbs.putAlarm({ ...some, ...settings }, true, {});
    const [notification] = await reconcile();
    expect(alarms.has(settings.name)).toBe(true);
    expect(notification?.details[0]?.lines).toEqual([
      'i-9: the alarm "alarm-responder-dev i-9 mine" has a name of ours, but not our tag alarm-responder:made-by: it is left alone',
    ]);
  });

  it('goes on when one instance fails, and says so once', async () => {
    const { put, reconcile, alarms, world } = setUp();
    for (const id of ['i-1', 'i-2', 'i-3']) put({ ...running, id });
    world.before = (verb, about) => {
      if (verb === 'put' && about.includes(' i-2 ')) throw new Error('AccessDenied');
    };
    const [notification] = await reconcile();
    expect(alarms.size).toBe(8);
    expect(notification).toMatchObject({
      severity: 'warning',
      text: 'Of the instances 1 could not be looked after.',
      details: [
        { lines: [expect.stringMatching(/^i-2: put of alarm-responder-dev i-2 cpu-warning: AccessDenied/)] },
      ],
    });
    expect(await reconcile()).toEqual([]);
  });

  it('goes on with the next poll where time ran out', async () => {
    const { put, reconcile, poll, alarms, hurry } = setUp();
    for (const id of ['i-1', 'i-2', 'i-3']) put({ ...running, id });
    hurry(() => (alarms.size >= 4 ? 29_000 : 240_000));
    await reconcile();
    expect(alarms.size).toBe(4);
    hurry(() => 240_000);
    await poll();
    expect(alarms.size).toBe(12);
  });
});

describe('the notification', () => {
  const old = { createdAt: minutesAgo(30 * 24 * 60), launchedAt: minutesAgo(30 * 24 * 60) };
  /** As `<incident> | <id>`. Nothing is marked as done, as if the run crashed after it has published. */
  const identities = async ({ handle }: ReturnType<typeof setUp>, name: string) =>
    (await handle(fixture(name))).map(
      ({ notification: { incident, id } }) => `${incident} | ${id.replace(/[0-9a-f]{32}/, '<digest>')}`,
    );

  it.each([
    ['instance-running', {}, `instance ${ID} | instance ${ID} running 2020-03-25T05:42:48.000Z`],
    [
      'instance-stopped',
      { state: 'stopped' },
      `instance ${ID} | instance ${ID} stopped 2020-03-25T06:12:09.000Z`,
    ],
    [
      'instance-terminated',
      { state: 'terminated' },
      `instance ${ID} | instance ${ID} terminated 2020-03-25T06:20:31.000Z`,
    ],
    [
      'instances-look',
      { tags: { 'alarm-responder:skip': 'maybe' } },
      'alarms of instances ap-northeast-2 | instances told <digest> 2026-03-01T12:00:00.000Z',
    ],
    [
      'instances-reconcile',
      old,
      'instances without alarms ap-northeast-2 | instances told <digest> 2026-03-01T12:00:00.000Z',
    ],
  ])('of %s belongs together, and is the same when it comes again', async (name, change, expected) => {
    const aws = setUp();
    aws.put(change);
    expect(await identities(aws, name)).toEqual([expected]);
    aws.later(1);
    expect(await identities(aws, name)).toEqual([expected]);
  });

  it('of what lasts is another one each time', async () => {
    const { put, reconcile, later } = setUp();
    put(old);
    const [first] = await reconcile();
    later(7 * 24 * 60);
    const [second] = await reconcile();
    expect([first?.title, second?.title]).toEqual(['1 instance without alarms', '1 instance without alarms']);
    expect(first?.id).not.toBe(second?.id);
  });
});

describe('the handler', () => {
  it('suppresses states of an instance that is to be skipped, and none that config leaves out', async () => {
    const { put, on, run } = setUp();
    put({ tags: { 'alarm-responder:skip': 'true' } });
    expect(await on('instance-running')).toEqual([]);
    put();
    const event = Object(fixture('instance-running'));
    expect(await run({ ...event, detail: { ...event.detail, state: 'stopping' } })).toEqual([]);
  });

  it('names the path of what is malformed', async () => {
    const { run } = setUp();
    await expect(run({ 'detail-type': 'EC2 Instance State-change Notification' })).rejects.toThrow('at id');
  });

  it('fails when AWS refuses, so that Lambda tries again, and notifies nobody', async () => {
    const { put, on, world } = setUp();
    put();
    world.before = (verb) => {
      if (verb === 'put') throw new Error('AccessDenied');
    };
    await expect(on('instance-running')).rejects.toThrow('put of alarm-responder-dev');
  });

  it.each([
    ['instance-running', 'make alarm-responder-dev', 5],
    ['instance-stopped', 'disable the actions of alarm-responder-dev', 4],
    ['instance-terminated', 'delete alarm-responder-dev', 4],
    ['instances-look', '', 0],
  ])('only says what it would do in a dry run of %s', async (name, line, count) => {
    const { on, calls } = setUp();
    const lines = (await on(name, true)).flatMap(({ details }) => details.flatMap((detail) => detail.lines));
    expect(lines).toHaveLength(count);
    if (line) expect(lines).toContainEqual(expect.stringContaining(line));
    expect(calls).toEqual([]);
  });

  it('says in a dry run what a suppressed state does, and where only tagged instances are in scope', async () => {
    const { run, calls } = setUp({ ...rules.config, scope: { tag: 'monitoring', value: undefined } });
    const event = Object(fixture('instance-stopped'));
    const [notification] = await run({ ...event, detail: { ...event.detail, state: 'stopping' } }, true);
    expect(notification?.details[0]?.lines).toHaveLength(4);
    expect(calls).toEqual([]);
  });
});
