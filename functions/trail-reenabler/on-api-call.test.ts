import { log } from '../../shared/log';
import { remember } from '../../shared/state/remember';
import { fixture } from '../../test/fixture';
import { ARN, brokenStore, context, NOW, trail, world } from '../../test/trail-reenabler';
import type { Deps } from './deps';
import { dryRun } from './dry-run';
import { createHandler } from './handler';

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});

/** The event with another id or other fields. */
function event(name: string, change: Record<string, unknown> = {}): unknown {
  const sample = Object(fixture(name));
  return { ...sample, detail: { ...sample.detail, ...change } };
}

/** Hands over the event, and publishes its notifications. */
async function handle(deps: ReturnType<typeof world>['deps'], input: unknown) {
  const publications = await createHandler(deps)(input, context);
  for (const { onPublished } of publications) await onPublished?.();
  return publications.map(({ notification }) => notification);
}

describe('a trail that is switched off', () => {
  it('is switched on again, and people are notified of who it was, from where and for how long', async () => {
    const { deps, stop, startLogging, status } = world();
    stop();
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(startLogging).toHaveBeenCalledWith(ARN);
    expect(status.logging).toBe(true);
    expect(notification).toMatchObject({
      severity: 'warning',
      title: 'Audit log audit was switched off by Mary_Major, and is on again',
      text: 'By IAM user Mary_Major, with MFA. Off for 7 s, from 2026-03-01 12:00 UTC. It was switched on again.',
      subject: 'audit',
      account: '123456789012',
      region: 'ap-northeast-2',
      facts: { from: '203.0.113.7', with: 'a browser' },
      links: [
        { text: 'Event', url: expect.stringContaining('122d5564-548a-4cc0-a597-1ac5263dcef8') },
        { text: 'Trail', url: expect.stringContaining('trail%2Faudit') },
        { text: 'User', url: expect.stringContaining('/Mary_Major') },
      ],
    });
  });

  it('is switched on once for an event that comes twice', async () => {
    const { deps, stop, startLogging } = world();
    stop();
    expect(await handle(deps, fixture('trail-stopped'))).toHaveLength(1);
    expect(await handle(deps, fixture('trail-stopped'))).toEqual([]);
    expect(startLogging).toHaveBeenCalledTimes(1);
  });

  it('is notified of by a retry, and not switched on twice, when it could not be published', async () => {
    const { deps, stop, startLogging, time } = world();
    stop();
    const [first] = await createHandler(deps)(fixture('trail-stopped'), context);
    time.now = new Date(NOW.getTime() + 60_000);
    const [again] = await createHandler(deps)(fixture('trail-stopped'), context);
    expect(again?.notification).toEqual(first?.notification);
    expect(startLogging).toHaveBeenCalledTimes(1);
  });

  it('is not switched on when somebody was faster', async () => {
    const { deps, status, startLogging } = world();
    status.startedAt = new Date('2026-03-01T12:00:03Z');
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(startLogging).not.toHaveBeenCalled();
    expect(notification?.text).toContain(
      'Off for 3 s, from 2026-03-01 12:00 UTC. Somebody, or the poll, had switched it on',
    );
  });

  it('is switched on when CloudTrail’s status is older than the call', async () => {
    const { deps, startLogging } = world();
    await handle(deps, fixture('trail-stopped'));
    expect(startLogging).toHaveBeenCalled();
  });

  it('is switched on though nothing but that works, and that is said', async () => {
    const denied = async () => {
      throw new Error('not authorized');
    };
    const { deps, startLogging } = world({
      store: () => brokenStore,
      trailStatus: denied,
      trailTags: denied,
    });
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(startLogging).toHaveBeenCalled();
    expect(notification).toMatchObject({ severity: 'warning' });
    expect(notification?.text).toContain('Whether it is paused could not be looked up: not authorized.');
    expect(notification?.text).toContain('Whether it logs could not be looked up: not authorized.');
    expect(notification?.text).toContain(
      'This may be told twice, and is not counted: The table state could not',
    );
  });

  it.each([
    [
      'AWS refuses',
      { startLogging: async () => Promise.reject(new Error('User is not authorized')) },
      'It could not be switched on again: User is not authorized.',
    ],
    [
      'it does not log all the same',
      { startLogging: async () => 'accepted' as const },
      'StartLogging was accepted, but the trail does not log.',
    ],
  ])('is said to be still OFF when %s', async (_, change, text) => {
    const { deps, stop } = world(change);
    stop();
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(notification).toMatchObject({ severity: 'critical', title: 'Audit log audit is still OFF' });
    expect(notification?.text).toContain(text);
    expect(notification?.text).toContain(
      `aws cloudtrail start-logging --name ${ARN} --region ap-northeast-2`,
    );
  });

  it('is notified of with what its bucket says', async () => {
    const { deps, stop, status } = world();
    stop();
    status.deliveryError = 'AccessDenied';
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(notification?.text).toContain('Its bucket did not take the log the last time: AccessDenied.');
  });

  it('stays off while it is paused, and people are notified of who set the pause', async () => {
    const tags = { 'alarm-responder:pause-until': '2026-03-01T22:00+09:00' };
    const { deps, stop, startLogging } = world({ trailTags: async () => tags });
    await handle(deps, fixture('trail-paused'));
    stop();
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(startLogging).not.toHaveBeenCalled();
    expect(notification).toMatchObject({
      severity: 'critical',
      title: 'Audit log audit was switched off by Mary_Major, and stays off',
      text: expect.stringContaining('set by the root user of account 123456789012, without MFA.'),
    });
  });

  it('is switched on in spite of a pause that says no time', async () => {
    const tags = { 'alarm-responder:pause-until': 'tomorrow' };
    const { deps, stop, startLogging } = world({ trailTags: async () => tags });
    stop();
    const [notification] = await handle(deps, fixture('trail-stopped'));
    expect(startLogging).toHaveBeenCalled();
    expect(notification?.text).toContain('Its pause does not hold: the tag');
  });

  it('is left alone when it is not ours to switch on', async () => {
    const { deps, startLogging } = world({
      config: () => ({ names: ['main'], repeatedStops: { most: 3, minutes: 15 } }),
    });
    const org = event('trail-stopped', {
      eventID: 'org',
      requestParameters: { name: 'arn:aws:cloudtrail:us-east-1:999999999999:trail/org' },
    });
    expect(await handle(deps, org)).toMatchObject([
      { severity: 'critical', title: 'Audit log org was switched off by Mary_Major, and stays off' },
    ]);
    expect(await handle(deps, fixture('trail-stopped'))).toMatchObject([{ severity: 'warning' }]);
    expect(startLogging).not.toHaveBeenCalled();
  });
});

describe('a pause that asks for ever', () => {
  const FOR_EVER = '9999-12-31T00:00Z';
  const tagsList = [{ key: 'alarm-responder:pause-until', value: FOR_EVER }];
  const SAYS = `its tag alarm-responder:pause-until says ${FOR_EVER}, but a pause lasts 24 h at most (longestPauseHours)`;
  const paused = (eventID = 'paused') =>
    event('trail-paused', { eventID, requestParameters: { resourceId: ARN, tagsList } });
  const stopped = (eventID: string) => event('trail-stopped', { eventID });
  const hours = (count: number) => new Date(NOW.getTime() + count * 3_600_000);
  const setUp = (change: Partial<Deps> = {}) =>
    world({ trailTags: async () => ({ 'alarm-responder:pause-until': FOR_EVER }), ...change });

  it('does not keep the trail off for longer than a day from when it was set, which is said', async () => {
    const { deps, stop, startLogging, time } = setUp();
    expect(await handle(deps, paused())).toMatchObject([
      {
        severity: 'critical',
        title: 'Audit log audit is paused until 2026-03-02 11:55 UTC',
        text: expect.stringContaining(`Mind that ${SAYS}: it ends at 2026-03-02 11:55 UTC.`),
      },
    ]);
    time.now = hours(23);
    stop();
    expect(await handle(deps, stopped('in time'))).toMatchObject([
      {
        severity: 'critical',
        title: 'Audit log audit was switched off by Mary_Major, and stays off',
        text: expect.stringContaining(
          `It is paused until 2026-03-02 11:55 UTC, set by the root user of account 123456789012, without MFA. Mind that ${SAYS}`,
        ),
      },
    ]);
    expect(startLogging).not.toHaveBeenCalled();
    time.now = hours(24);
    expect(await handle(deps, stopped('too late'))).toMatchObject([
      {
        title: 'Audit log audit was switched off by Mary_Major, and is on again',
        text: expect.stringContaining(`Its pause does not hold: ${SAYS}: it ended at 2026-03-02 11:55 UTC.`),
      },
    ]);
  });

  it('does not begin again when its tag is set again', async () => {
    const { deps, time } = setUp();
    await handle(deps, paused());
    time.now = hours(25);
    const eventTime = time.now.toISOString();
    const [again] = await handle(
      deps,
      event('trail-paused', { ...Object(paused('again')).detail, eventTime }),
    );
    expect(again).toMatchObject({
      title: 'Audit log audit is not paused',
      text: `By the root user of account 123456789012, without MFA. Its pause does not hold: ${SAYS}: it ended at 2026-03-02 11:55 UTC.`,
    });
  });

  it('does not last longer when its event is delivered twice', async () => {
    const { deps, stop, startLogging, time } = setUp();
    await handle(deps, paused());
    time.now = hours(1);
    expect(await handle(deps, paused())).toEqual([]);
    time.now = hours(24);
    stop();
    await handle(deps, stopped('after both'));
    expect(startLogging).toHaveBeenCalledTimes(1);
  });

  it('has no day left when its event comes a day late', async () => {
    const { deps, stop, startLogging, time } = setUp();
    time.now = hours(24);
    expect(await handle(deps, paused())).toMatchObject([{ title: 'Audit log audit is not paused' }]);
    stop();
    await handle(deps, stopped('after a late event'));
    expect(startLogging).toHaveBeenCalled();
  });

  it('does not keep the trail off while since when it lasts is not known', async () => {
    const { deps, stop, startLogging } = setUp({ store: () => brokenStore });
    expect(await handle(deps, paused())).toMatchObject([{ title: 'Audit log audit is not paused' }]);
    stop();
    const [notification] = await handle(deps, stopped('without a table'));
    expect(startLogging).toHaveBeenCalled();
    expect(notification?.text).toContain('Its pause does not hold: it is not known since when its tag');
    expect(notification?.text).toContain('The table state could not be reached: timeout');
  });
});

describe('repeated stops', () => {
  it('are answered for ever; people are notified once that somebody keeps at it, then every tenth time', async () => {
    const { deps, stop, startLogging, time } = world();
    const titles: (string | undefined)[] = [];
    for (let round = 1; round <= 24; round += 1) {
      stop();
      time.now = new Date(NOW.getTime() + round * 60_000);
      const eventTime = new Date(time.now.getTime() - 5_000).toISOString();
      const [notification] = await handle(
        deps,
        event('trail-stopped', { eventID: `round ${round}`, eventTime }),
      );
      titles.push(notification?.title);
    }
    expect(startLogging).toHaveBeenCalledTimes(24);
    const normal = 'Audit log audit was switched off by Mary_Major, and is on again';
    const repeated = 'Somebody keeps switching off the audit log audit';
    const notified = titles.flatMap((title, index) => (title ? [[index + 1, title]] : []));
    expect(notified).toEqual([
      [1, normal],
      [2, normal],
      [3, normal],
      [4, repeated],
      [13, repeated],
      [23, repeated],
    ]);
  });
});

describe('other calls', () => {
  it('does nothing about a refused one', async () => {
    const { deps, stop, startLogging } = world();
    stop();
    expect(await handle(deps, fixture('trail-refused'))).toMatchObject([
      {
        severity: 'warning',
        title: 'ci-deploy tried to switch off the audit log (not named)',
        text: expect.stringMatching(
          /^By IAM user ci-deploy, without MFA\. Nothing has changed: AWS refused it \(AccessDenied/,
        ),
      },
    ]);
    expect(startLogging).not.toHaveBeenCalled();
  });

  it('describes a deleted trail as the poll last saw it', async () => {
    const { deps } = world();
    await handle(deps, fixture('trail-poll'));
    const later = event('trail-deleted');
    expect(await handle(deps, later)).toMatchObject([
      {
        severity: 'critical',
        title: 'Audit log audit was deleted by jane@example.com',
        details: [
          {
            title: 'As it was set',
            lines: expect.arrayContaining(['Bucket: logs', 'Management events: all']),
          },
        ],
      },
    ]);
  });

  it('compares a change with what the poll saw before it, not after', async () => {
    const settings = { ...trail.settings };
    const { deps, time } = world({ describeTrails: async () => [{ ...trail, settings: { ...settings } }] });
    await handle(deps, fixture('trail-poll'));
    settings.multiRegion = false;
    time.now = new Date('2026-03-01T12:12:00Z');
    await handle(deps, fixture('trail-poll'));
    const [notification] = await handle(deps, fixture('trail-weakened'));
    expect(notification).toMatchObject({
      severity: 'critical',
      title: 'Audit log audit was weakened by jane@example.com',
    });
    expect(notification?.text).toBe(
      'By role AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071, session jane@example.com, without MFA. All regions: off (before: on); Log file validation: off (before: on); Bucket: somebody-elses-bucket (before: logs).',
    );
  });

  it('says that before is not known when the poll has not seen the trail', async () => {
    const { deps } = world();
    const [notification] = await handle(deps, fixture('trail-selectors'));
    expect(notification).toMatchObject({
      severity: 'critical',
      text: 'By IAM user ci-deploy, without MFA. Management events: off (before: not known).',
    });
  });

  const objects = {
    category: 'Data',
    conditions: [{ field: 'resources.type', operator: 'equals', values: ['AWS::S3::Object'] }],
  };

  it('does not call it no weaker when the stack’s own trail loses its data events', async () => {
    const { deps } = world({ dataTrail: () => 'audit', trailSelectors: async () => [objects] });
    await handle(deps, fixture('trail-poll'));
    expect(await handle(deps, fixture('trail-selectors'))).toMatchObject([
      {
        severity: 'critical',
        title: 'Audit log audit was weakened by ci-deploy',
        text: 'By IAM user ci-deploy, without MFA. Data events: off (before: all, where resources.type is AWS::S3::Object).',
      },
    ]);
  });

  it('does not call it no weaker when its selectors cannot be read', async () => {
    const { deps } = world();
    await handle(deps, fixture('trail-poll'));
    const unread = event('trail-selectors', { requestParameters: { trailName: 'audit' } });
    expect(await handle(deps, unread)).toMatchObject([
      {
        severity: 'warning',
        title: 'Audit log audit was changed by ci-deploy',
        text: 'By IAM user ci-deploy, without MFA. Event selectors: not known (before: not known). Whether it is weaker than before is not known.',
      },
    ]);
  });

  it('lets the stack’s own trail for data events record no others', async () => {
    const { deps } = world({ dataTrail: () => 'audit', trailSelectors: async () => [objects] });
    await handle(deps, fixture('trail-poll'));
    const eventSelectors = [
      {
        includeManagementEvents: false,
        dataResources: [{ type: 'AWS::S3::Object', values: ['arn:aws:s3'] }],
      },
    ];
    const put = event('trail-selectors', { requestParameters: { trailName: 'audit', eventSelectors } });
    expect(await handle(deps, put)).toMatchObject([
      { severity: 'info', text: 'By IAM user ci-deploy, without MFA. It is no weaker than before.' },
    ]);
  });

  it('does not call it no weaker when the prefix of the log is changed, or when what was before is of an earlier version', async () => {
    const { deps } = world();
    const requestParameters = { name: 'audit', s3KeyPrefix: 'elsewhere' };
    const moved = (eventID: string) => event('trail-weakened', { eventID, requestParameters });
    const { prefix, topic, logRole, ...settings } = trail.settings;
    const copy = { settings, coverage: { reads: true, writes: true, filters: [] } };
    const kept = [{ since: '2026-03-01T11:00:00.000Z', copy }];
    await remember(deps.store(), `trail settings ${ARN}`, kept, 86_400_000, NOW);
    const text = (before: string) =>
      `By role AWSReservedSSO_AdministratorAccess_0a1b2c3d4e5f6071, session jane@example.com, without MFA. Prefix: elsewhere (before: ${before}).`;
    expect(await handle(deps, moved('1'))).toMatchObject([{ severity: 'critical', text: text('not known') }]);
    await handle(deps, fixture('trail-poll'));
    expect(await handle(deps, moved('2'))).toMatchObject([{ severity: 'critical', text: text('none') }]);
  });

  it.each(['eventdatastore/EXAMPLE-f852-4e8f-8bd1-bcf6cEXAMPLE', 'channel/EXAMPLE', 'dashboard/audit'])(
    'is nothing to us when %s gets our tag',
    async (resource) => {
      const { deps } = world();
      const tagsList = [{ key: 'alarm-responder:pause-until', value: '2026-03-01T22:00+09:00' }];
      const resourceId = `arn:aws:cloudtrail:ap-northeast-2:123456789012:${resource}`;
      expect(
        await handle(deps, event('trail-paused', { requestParameters: { resourceId, tagsList } })),
      ).toEqual([]);
      expect(await deps.store().get('trail call d8c7b6a5-9483-4271-a160-5f4e3d2c1b0a')).toBeUndefined();
    },
  );

  it('suppresses tags that pause nothing', async () => {
    const { deps } = world();
    const tagged = event('trail-paused', { requestParameters: { resourceId: ARN, tagsList: [] } });
    expect(await handle(deps, tagged)).toEqual([]);
  });

  it('fails with the path when an event is malformed', async () => {
    const { deps } = world();
    await expect(createHandler(deps)({ 'detail-type': 'x' }, context)).rejects.toThrow('at id');
  });
});

describe('a dry run', () => {
  it.each([
    'trail-stopped',
    'trail-deleted',
    'trail-weakened',
    'trail-selectors',
    'trail-refused',
    'trail-paused',
    'trail-poll',
    'root-sign-in',
  ])('says what would be done about %s, and asks AWS for nothing', async (name) => {
    const never = async (): Promise<never> => Promise.reject(new Error('AWS was asked'));
    const { deps } = world({
      describeTrails: never,
      findTrail: never,
      startLogging: never,
      trailSelectors: never,
      trailStatus: never,
      trailTags: never,
    });
    const { invokedFunctionArn, ...local } = context;
    const publications = await createHandler(dryRun(deps))(fixture(name), local);
    expect(publications).toHaveLength(1);
    expect(JSON.stringify(publications)).not.toContain('AWS was asked');
  });
});
