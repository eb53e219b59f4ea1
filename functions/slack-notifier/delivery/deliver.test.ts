import { setImmediate } from 'node:timers/promises';
import { alarmNotification } from '../../../shared/alarm/notification';
import { changeId } from '../../../shared/notification';
import type { AlarmState } from '../../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { redactNotification } from '../../../shared/publishing';
import { alarmMessage, arnOf, byEventBridge, bySns, failureOf, snsEvent } from '../../../test/alarm-events';
import { fixture, messagesOf } from '../../../test/fixture';
import {
  batch,
  batchOf,
  changed,
  context,
  down,
  failing,
  gone,
  minute,
  NOW,
  noTable,
  SMS,
  said,
  setUp,
  silenceLog,
} from '../../../test/slack-notifier';
import type { Deps } from '../deps';
import { createHandler } from '../handler';

silenceLog();

const noQueue = failing(new Error('no queue'));

const Format = Intl.DateTimeFormat;

type World = ReturnType<typeof setUp>;

const headlines = ({ did }: World): string[] => did.posted.map(({ text }) => text);
/** What has been put into the queue since, as it comes out of it after so many seconds. */
const queue = ({ did }: World, seconds: number) =>
  batchOf(
    did.queued.splice(0).map((letter) => JSON.stringify(letter)),
    seconds,
  );

/** The handler in a world whose Slack may be down for a while and whose clock goes on. */
function living(change: Partial<Deps> = {}) {
  const state = { isDown: false, now: NOW };
  const world = setUp({ now: () => state.now, ...change });
  const handle = createHandler({
    ...world.deps,
    postMessage: async (...request) => (state.isDown ? down() : world.deps.postMessage(...request)),
  });
  return { ...world, state, handle: (event: unknown) => handle(event, context) };
}

/** Calls, by name, in the order in which they are made; of what is kept, once it is. */
function recorded(deps: Deps): { calls: string[]; deps: Deps } {
  const calls: string[] = [];
  const kept =
    <A extends unknown[]>(name: string, keep: (...request: A) => Promise<void>) =>
    async (...request: A): Promise<void> => {
      await setImmediate();
      await keep(...request);
      calls.push(name);
    };
  const noting =
    <A extends unknown[], R>(name: string, ask: (...request: A) => R) =>
    (...request: A): R => {
      calls.push(name);
      return ask(...request);
    };
  return {
    calls,
    deps: {
      ...deps,
      webhookUrl: noting('webhookUrl', deps.webhookUrl),
      claimIncident: noting('claim', deps.claimIncident),
      takeSlot: noting('slot', deps.takeSlot),
      postMessage: noting('post', deps.postMessage),
      saveIncident: (request) => noting(request.release ? 'close' : 'mark', deps.saveIncident)(request),
      publish: noting('publish', deps.publish),
      takeSms: noting('take sms', deps.takeSms),
      sendSms: noting('sms', deps.sendSms),
      enqueue: kept('enqueue', deps.enqueue),
      deadLetter: kept('dead letter', deps.deadLetter),
    },
  };
}

/** What a phone shows of `web`. */
const RINGS = '🔴 *web*: memory at 91.7 % (limit 50 %)';

describe('the last word about an alarm', () => {
  it('is ALARM when its OK waited in the queue while it rang again', async () => {
    const world = living();
    await world.handle(bySns({ at: minute(8) }));
    world.state.isDown = true;
    expect(await world.handle(bySns({ state: 'OK', at: minute(9) }))).toMatchObject([{ outcome: 'queued' }]);
    world.state.isDown = false;
    await world.handle(bySns({ at: minute(10) }));
    await world.handle(queue(world, 120));
    expect(headlines(world)).toEqual([
      RINGS,
      RINGS,
      '🔴 *web*: memory is ALARM since 12:10 KST (late: 12:09 OK)',
    ]);
    expect(world.did.published.map(({ attributes }) => attributes.severity)).toEqual([
      'critical',
      'critical',
      ['critical', 'good'],
    ]);
  });

  it('is OK when the ALARM before it comes late', async () => {
    const world = living();
    await world.handle(bySns({ state: 'OK', at: minute(11) }));
    await world.handle(bySns({ at: minute(10) }));
    expect(headlines(world)).toEqual([
      '🟢 *web*: memory is back at 91.7 %',
      '🟢 *web*: memory is OK since 12:11 KST (late: 12:10 ALARM)',
    ]);
  });

  it('is that of the mails as well, when what they say could only be kept at the second try', async () => {
    const world = setUp();
    let saves = 0;
    const saveIncident: Deps['saveIncident'] = async (request) => {
      saves += 1;
      return saves === 1 ? noTable() : world.deps.saveIncident(request);
    };
    const handle = createHandler({ ...world.deps, postMessage: gone, saveIncident });
    await handle(bySns({ state: 'OK', at: minute(12) }), context);
    await handle(bySns({ at: minute(11) }), context);
    expect(world.did.published.map(({ body }) => body)).toEqual([
      expect.stringContaining('🟢 web: memory is back at 91.7 %'),
      expect.stringContaining('web: memory is OK since 12:12 KST (late: 12:11 ALARM)'),
    ]);
  });

  it('names what nobody was notified of, which is known all the same', async () => {
    const world = living({ notifyOn: () => ({ ok: 'never', insufficientData: 'never' }) });
    world.state.isDown = true;
    await world.handle(bySns({ at: minute(10) }));
    world.state.isDown = false;
    await world.handle(bySns({ state: 'OK', at: minute(11) }));
    await world.handle(queue(world, 60));
    expect(headlines(world)).toEqual(['🟢 *web*: memory is OK since 12:11 KST (late: 12:10 ALARM)']);
  });

  it('is ALARM, OK and ALARM in one message when all of them waited', async () => {
    const world = living();
    world.state.isDown = true;
    await world.handle(bySns({ at: minute(8) }));
    await world.handle(bySns({ state: 'OK', at: minute(9) }));
    await world.handle(bySns({ at: minute(10) }));
    world.state.isDown = false;
    expect(await world.handle(queue(world, 120))).toEqual({ batchItemFailures: [] });
    expect(headlines(world)).toEqual([RINGS]);
  });
});

describe('one change of state', () => {
  /** As cpuAlerter publishes it, with what it has found out. */
  const published = () => {
    const details = [{ title: 'journal', lines: ['out of memory'] }];
    const found = alarmNotification(parseAlarmMessage(alarmMessage()), { details });
    return snsEvent(redactNotification(found, context.invokedFunctionArn), 'message-2');
  };
  const ways: Record<string, unknown> = {
    SNS: bySns(),
    EventBridge: byEventBridge(),
    'another function': published(),
  };

  it.each([
    ['SNS, EventBridge, another function'],
    ['EventBridge, SNS, another function'],
    ['another function, EventBridge, SNS'],
  ])('is one message, by whichever way it comes first: %s', async (order) => {
    const world = living();
    for (const way of order.split(', ')) await world.handle(ways[way]);
    expect([world.did.posted.length, world.did.published.length]).toEqual([1, 1]);
  });

  it('is one message when it comes again 46 s later, when nobody is at it any more, and 20 h later', async () => {
    const world = living();
    await world.handle(bySns());
    for (const seconds of [46, 20 * 3_600]) {
      world.state.now = new Date(NOW.getTime() + seconds * 1_000);
      expect(await world.handle(bySns())).toMatchObject([{ outcome: 'suppressed' }]);
    }
    expect(world.did.posted).toHaveLength(1);
  });

  it('is one message when it is stamped 400 ms apart, and lets others go on', async () => {
    const world = living();
    await world.handle(bySns());
    const apart = byEventBridge({ at: new Date(minute(11).getTime() + 400) });
    expect(await world.handle(apart)).toMatchObject([{ outcome: 'suppressed' }]);
    expect([...world.table.items.values()]).toMatchObject([{ lock: undefined }]);
    expect(headlines(world)).toHaveLength(1);
  });

  it('is one message when the second comes while the first is being delivered', async () => {
    const world = living();
    const [first, second] = await Promise.all([world.handle(bySns()), world.handle(byEventBridge())]);
    expect([first, second]).toMatchObject([[{ outcome: 'notified' }], [{ outcome: 'queued' }]]);
    expect(await world.handle(queue(world, 5))).toEqual({ batchItemFailures: [] });
    expect([world.did.posted.length, world.did.published.length]).toEqual([1, 1]);
  });

  it('is one message when who delivered it was killed after Slack had it, and the others get it from the next attempt', async () => {
    jest.useFakeTimers();
    const world = living();
    const killed = createHandler({ ...world.deps, publish: () => new Promise(() => {}) });
    void killed(bySns(), context);
    await jest.advanceTimersByTimeAsync(0);
    jest.useRealTimers();
    expect([world.did.posted.length, world.did.published.length]).toEqual([1, 0]);
    world.state.now = new Date(NOW.getTime() + 60_000);
    expect(await world.handle(bySns())).toMatchObject([
      { outcome: 'notified', why: 'others were notified of it' },
    ]);
    expect([world.did.posted.length, world.did.published.length]).toEqual([1, 1]);
  });

  it('goes into the queue when it comes again before it is certain that who was at it is gone', async () => {
    const world = living();
    world.table.claimIncident({ incident: `alarm ${arnOf('web')}`, owner: 'killed', ids: ['x'], now: NOW });
    world.state.now = new Date(NOW.getTime() + 44_999);
    expect(await world.handle(bySns())).toMatchObject([{ outcome: 'queued' }]);
    world.state.now = new Date(NOW.getTime() + 45_000);
    expect(await world.handle(bySns())).toMatchObject([{ outcome: 'notified' }]);
  });
});

describe('contributors to one alarm', () => {
  const message = Object(messagesOf('contributor')[0]);
  const of = (id: string, table: string, change: object = {}) =>
    snsEvent({
      ...message,
      AlarmContributorId: id,
      AlarmContributorAttributes: { TableName: table },
      ...change,
    });
  const at = () => new Date('2025-12-01T13:42:10Z');

  it('that ring at the same time are two messages, which name their attributes; nobody is notified of their parent', async () => {
    const world = living({ now: at });
    await world.handle(of('6d442278dba546f6', 'orders'));
    await world.handle(of('0c1b6d6f29a4e1a7', 'invoices'));
    expect(await world.handle(fixture('contributors-parent-eventbridge'))).toMatchObject([
      { outcome: 'suppressed', why: 'people are notified of its contributors, each by itself' },
    ]);
    expect(headlines(world)).toEqual([
      '🔴 *orders*: ConsumedWriteCapacityUnits at 0 (limit 1)',
      '🔴 *invoices*: ConsumedWriteCapacityUnits at 0 (limit 1)',
    ]);
  });

  it('are each one message by SNS and by EventBridge', async () => {
    const world = living({ now: at });
    await world.handle(fixture('contributor-eventbridge'));
    expect(await world.handle(of('6d442278dba546f6', 'orders'))).toMatchObject([{ outcome: 'suppressed' }]);
    expect(world.did.posted).toHaveLength(1);
  });

  it('recover each for itself', async () => {
    const world = living({ now: at });
    const ok = {
      NewStateValue: 'OK',
      OldStateValue: 'ALARM',
      StateChangeTime: '2025-12-01T13:42:08.000+0000',
    };
    await world.handle(of('6d442278dba546f6', 'orders'));
    await world.handle(of('0c1b6d6f29a4e1a7', 'invoices'));
    await world.handle(of('6d442278dba546f6', 'orders', ok));
    expect(headlines(world)[2]).toMatch(/^🟢 \*orders\*: ConsumedWriteCapacityUnits are back at 0/);
    expect(world.did.posted).toHaveLength(3);
  });
});

describe('without the table', () => {
  const REMARK = 'The state table could not be asked: this may come twice, or late.';

  it('an alarm goes into the queue, and people are notified from there after a minute, with a remark, without a slot', async () => {
    const world = living({ claimIncident: noTable, saveIncident: noTable, takeSlot: noTable });
    expect(await world.handle(bySns())).toMatchObject([{ outcome: 'queued' }]);
    expect([world.did.posted, world.did.published]).toEqual([[], []]);
    const letters = world.did.queued.map((letter) => JSON.stringify(letter));
    expect(await world.handle(batchOf(letters, 59))).toEqual({
      batchItemFailures: [{ itemIdentifier: 'm-1' }],
    });
    expect(world.did.posted).toEqual([]);
    expect(await world.handle(batchOf(letters, 60))).toEqual({ batchItemFailures: [] });
    expect(JSON.stringify(world.did.posted)).toContain(REMARK);
    expect(world.did.published).toMatchObject([{ body: expect.stringContaining(REMARK) }]);
    expect(world.did.waited).toEqual([1_100]);
  });

  it('people are notified of many in messages 1.1 s apart', async () => {
    const world = living({ claimIncident: noTable, takeSlot: noTable });
    const many = Array.from({ length: 40 }, (_, index) => changed(`${index} ${'x'.repeat(280)}`));
    expect(await world.handle(batch(many, 60))).toEqual({ batchItemFailures: [] });
    expect(world.did.posted).toHaveLength(2);
    expect(world.did.waited).toEqual([1_100, 1_100]);
  });

  it('as far as slots go, people are notified of what waited for a minute, and that is known', async () => {
    const world = living({ takeSlot: noTable });
    expect(await world.handle(bySns())).toMatchObject([{ outcome: 'queued' }]);
    expect(await world.handle(queue(world, 60))).toEqual({ batchItemFailures: [] });
    expect(JSON.stringify(world.did.posted)).not.toContain(REMARK);
    expect(world.did.waited).toEqual([1_100]);
    expect(await world.handle(bySns())).toMatchObject([{ outcome: 'suppressed' }]);
  });

  it('nobody is notified of what is suppressed', async () => {
    const world = living({ claimIncident: noTable });
    const muted = changed('web', 'ALARM', {
      alarm: { name: 'web', state: 'ALARM', previousState: 'OK', suppressed: 'muted' },
    });
    expect(await world.handle(batch([muted], 60))).toEqual({ batchItemFailures: [] });
    expect(world.did.posted).toEqual([]);
  });
});

describe('what is muted', () => {
  const muted = (change: Parameters<typeof byEventBridge>[0]) => {
    const event = Object(byEventBridge(change));
    const muteDetail = { mutedByArn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm-mute-rule:night' };
    return { ...event, detail: { ...event.detail, muteDetail } };
  };

  it('notifies when its action is taken after all, as CloudWatch does when the time of muting ends', async () => {
    const world = living();
    expect(await world.handle(muted({ at: minute(1) }))).toMatchObject([{ outcome: 'suppressed' }]);
    expect(await world.handle(bySns({ at: minute(1) }))).toMatchObject([{ outcome: 'notified' }]);
    expect(await world.handle(muted({ at: minute(1) }))).toMatchObject([{ outcome: 'suppressed' }]);
    expect(headlines(world)).toHaveLength(1);
  });

  it('is not left as ALARM once the action of its OK is taken', async () => {
    const world = living();
    await world.handle(bySns({ at: minute(0) }));
    await world.handle(muted({ at: minute(1), state: 'OK' }));
    await world.handle(bySns({ at: minute(1), state: 'OK' }));
    expect(headlines(world).at(-1)).toMatch(/^🟢 \*web\*: memory is back at 91.7 %/);
  });

  it('notifies of an OK whose two ways stamp it apart, and is not late for that', async () => {
    const world = living();
    await world.handle(bySns({ at: minute(0) }));
    await world.handle(
      muted({ at: new Date(minute(11).getTime() + 300), state: 'OK', previousState: 'ALARM' }),
    );
    await world.handle(bySns({ at: minute(11), state: 'OK', previousState: 'ALARM' }));
    expect(headlines(world).at(-1)).toBe('🟢 *web*: memory is back at 91.7 %, after 11 min');
  });

  it('notifies when both come in one batch, in either order', async () => {
    const both = [muted({ at: minute(1) }), bySns({ at: minute(1) })];
    for (const all of [both, both.toReversed()]) {
      const world = living();
      await world.handle(batchOf(all.map((event) => JSON.stringify(event))));
      expect(headlines(world)).toHaveLength(1);
    }
  });

  it('counts as what people were notified of once something that comes late has named it', async () => {
    const outcomes = async (restartedAt: Date) => {
      const world = living();
      await world.handle(bySns({ at: minute(9) }));
      await world.handle(muted({ at: minute(10), state: 'OK', previousState: 'ALARM' }));
      const incident = [...world.table.items.keys()][0] ?? '';
      await world.handle(batch([said('httpd restarted', { at: restartedAt, incident })]));
      const noData = { at: minute(11), state: 'INSUFFICIENT_DATA', previousState: 'OK' } as const;
      return Object(await world.handle(bySns(noData)))[0];
    };
    // "httpd restarted (late: 12:09 KST; since then OK at 12:10)"
    expect(await outcomes(minute(9))).toMatchObject({ outcome: 'suppressed' });
    expect(await outcomes(minute(10))).toMatchObject({ outcome: 'notified' });
  });

  it('is known all the same: what comes late names it', async () => {
    const world = living();
    await world.handle(muted({ at: minute(2), state: 'OK' }));
    await world.handle(bySns({ at: minute(1) }));
    expect(headlines(world)).toEqual(['🟢 *web*: memory is OK since 12:02 KST (late: 12:01 ALARM)']);
  });
});

describe('changes within a second', () => {
  const at = (state: AlarmState, ms: number) => {
    const moment = new Date(minute(11).getTime() + ms);
    return changed('web', state, { at: moment, id: changeId(moment, state) });
  };
  it.each<[string, [AlarmState, number][][], string]>([
    ['one by one', [[['ALARM', 0]], [['OK', 500]], [['ALARM', 900]]], 'ALARM'],
    [
      'the last two in one batch',
      [
        [['ALARM', 0]],
        [
          ['OK', 500],
          ['ALARM', 900],
        ],
      ],
      'ALARM',
    ],
    [
      'all in one batch, in another order',
      [
        [
          ['ALARM', 0],
          ['ALARM', 900],
          ['OK', 500],
        ],
      ],
      'ALARM',
    ],
    [
      'OK, ALARM and OK',
      [
        [['ALARM', -60_000]],
        [['OK', 0]],
        [
          ['ALARM', 500],
          ['OK', 900],
        ],
      ],
      'OK',
    ],
  ])('are as many as there are states: %s', async (_, batches, last) => {
    const world = living();
    for (const all of batches) await world.handle(batch(all.map(([state, ms]) => at(state, ms))));
    expect(headlines(world).at(-1)).toContain(last === 'OK' ? '🟢 *web*: up' : '🔴 *web*: down');
  });
});

describe('what people were last notified of', () => {
  const FLAPPING: [state: AlarmState, previousState: AlarmState][] = [
    ['ALARM', 'OK'],
    ['OK', 'ALARM'],
    ['INSUFFICIENT_DATA', 'OK'],
    ['OK', 'INSUFFICIENT_DATA'],
  ];
  /** What becomes of one change after the other, a minute apart. */
  async function outcomesOf(deps: Deps, changes: typeof FLAPPING): Promise<unknown[]> {
    const outcomes: unknown[] = [];
    for (const [index, [state, previousState]] of changes.entries()) {
      const event = bySns({ state, previousState, at: minute(index) });
      outcomes.push(Object(await createHandler(deps)(event, context))[0].outcome);
    }
    return outcomes;
  }

  it('is an OK that is over, also while the webhook is gone and only mails are sent', async () => {
    expect(await outcomesOf(setUp({ postMessage: gone }).deps, FLAPPING)).toEqual([
      'failed over',
      'failed over',
      'suppressed',
      'suppressed',
    ]);
  });

  it('is an OK whose ALARM is put back out of the dead letters for Slack', async () => {
    const world = living();
    const handle = createHandler({ ...world.deps, postMessage: gone });
    await handle(bySns({ state: 'ALARM', previousState: 'OK', at: minute(0) }), context);
    await world.handle(bySns({ state: 'OK', previousState: 'ALARM', at: minute(1) }));
    await world.handle(batchOf(world.did.deadLettered.splice(0).map((letter) => JSON.stringify(letter))));
    expect(headlines(world).at(-1)).toBe('🟢 *web*: memory is OK since 12:01 KST (late: 12:00 ALARM)');
    const noData = bySns({ state: 'INSUFFICIENT_DATA', previousState: 'OK', at: minute(2) });
    expect(await world.handle(noData)).toMatchObject([{ outcome: 'suppressed' }]);
  });

  it('is an OK whose mail was refused at first', async () => {
    const world = living({ publish: failing(new Error('throttled')) });
    await outcomesOf(world.deps, FLAPPING.slice(0, 2));
    const well = setUp();
    const handle = createHandler({ ...world.deps, publish: well.deps.publish });
    await handle(batchOf(world.did.deadLettered.splice(0).map((letter) => JSON.stringify(letter))), context);
    const noData = bySns({ state: 'INSUFFICIENT_DATA', previousState: 'OK', at: minute(2) });
    expect(await handle(noData, context)).toMatchObject([{ outcome: 'suppressed' }]);
  });
});

describe('an OK that a related alarm inhibits', () => {
  it('is dealt with: its copy is suppressed too, though nobody can say any more why', async () => {
    const answers = ['web critical'];
    const world = living({
      okInhibitedBy: async ({ state }) => (state === 'OK' ? answers.shift() : undefined),
    });
    await world.handle(bySns({ at: minute(9) }));
    const ok = { state: 'OK', previousState: 'ALARM', at: minute(10) } as const;
    expect(await world.handle(bySns(ok))).toMatchObject([{ outcome: 'suppressed' }]);
    expect(await world.handle(byEventBridge(ok))).toMatchObject([{ outcome: 'suppressed' }]);
    expect(headlines(world)).toHaveLength(1);
  });
});

describe('a change of the future', () => {
  it('hides nothing that is known', async () => {
    const world = living();
    await world.handle(bySns({ at: minute(1) }));
    await world.handle(bySns({ at: minute(5), state: 'OK' }));
    await world.handle(bySns({ at: new Date('2036-01-01T00:00:00Z'), state: 'OK', previousState: 'ALARM' }));
    await world.handle(bySns({ at: minute(3) }));
    expect(headlines(world).at(-1)).toBe('🟢 *web*: memory is OK since 12:05 KST (late: 12:03 ALARM)');
  });

  it('is told, and silences nothing', async () => {
    const world = living();
    await world.handle(bySns({ at: minute(0) }));
    await world.handle(bySns({ at: new Date('2036-01-01T00:00:00Z'), state: 'OK' }));
    await world.handle(bySns({ at: minute(11) }));
    expect(headlines(world)).toEqual([
      `${RINGS} (late: 12:00 KST)`,
      expect.stringMatching(/^🟢 \*web\*: memory is back at 91.7 %/),
      RINGS,
    ]);
  });
});

describe('the calls of a delivery', () => {
  const callsOf = async (event: unknown, change: Partial<Deps> = {}) => {
    const { calls, deps } = recorded(setUp(change).deps);
    await createHandler(deps)(event, context).catch(() => {});
    return calls;
  };

  it('are for a new alarm claim and Decrypt, slot, post, mark, publish, close', async () => {
    const all = ['webhookUrl', 'claim', 'slot', 'post', 'mark', 'publish', 'close'];
    expect(await callsOf(bySns())).toEqual(all);
    expect(await callsOf(batch([changed('web')]))).toEqual(all);
  });

  it('are for a duplicate one, which takes no slot', async () => {
    const world = setUp();
    await createHandler(world.deps)(bySns(), context);
    const { calls, deps } = recorded(world.deps);
    await createHandler(deps)(bySns(), context);
    await createHandler(deps)(
      batch([changed('web', 'ALARM', { incident: [...world.table.items.keys()][0] ?? '' })]),
      context,
    );
    // The webhook's address is known after the first time.
    expect(calls).toEqual(['webhookUrl', 'claim', 'webhookUrl', 'claim']);
  });

  it('are for what is suppressed claim and close', async () => {
    expect(await callsOf(bySns({ state: 'OK', previousState: 'INSUFFICIENT_DATA' }))).toEqual([
      'webhookUrl',
      'claim',
      'close',
    ]);
  });

  it('are for a batch one claim of each incident, and one slot', async () => {
    const event = batch([changed('a'), changed('b'), changed('a', 'OK', { at: minute(12) })]);
    const calls = await callsOf(event);
    expect(calls.slice(0, 5)).toEqual(['webhookUrl', 'claim', 'claim', 'slot', 'post']);
    expect(calls.slice(5)).toEqual(['mark', 'mark', 'publish', 'close', 'close']);
  });

  it('claim all and find the webhook at once, and take the slot only once that is done', async () => {
    const gate = Promise.withResolvers<void>();
    const { deps: world } = setUp();
    const waiting: Partial<Deps> = {
      webhookUrl: () => gate.promise.then(world.webhookUrl),
      claimIncident: (request) => gate.promise.then(() => world.claimIncident(request)),
    };
    const { calls, deps } = recorded({ ...world, ...waiting });
    const answer = createHandler(deps)(batch([changed('a'), changed('b')]), context);
    await setImmediate();
    expect(calls.toSorted()).toEqual(['claim', 'claim', 'webhookUrl']);
    gate.resolve();
    await answer;
    expect(calls[3]).toBe('slot');
  });

  const ofInstance = (state?: AlarmState) =>
    bySns({
      ...(state && { state }),
      metric: { namespace: 'CWAgent', name: 'mem_used_percent', dimensions: { InstanceId: 'i-1' } },
    });

  it('look up what an instance is called beside the claim and the webhook, one after none of them', async () => {
    const gate = Promise.withResolvers<void>();
    const { deps: world, did } = setUp();
    const { calls, deps } = recorded({
      ...world,
      webhookUrl: () => gate.promise.then(world.webhookUrl),
      claimIncident: (request) => gate.promise.then(() => world.claimIncident(request)),
      knownInstance: async (id) => {
        calls.push(`name of ${id}`);
        return { name: 'web-1', zone: 'ap-northeast-2a' };
      },
    });
    const answer = createHandler(deps)(ofInstance(), context);
    await setImmediate();
    expect(calls.toSorted()).toEqual(['claim', 'name of i-1', 'webhookUrl']);
    gate.resolve();
    await answer;
    expect(did.posted).toMatchObject([{ text: '🔴 *web-1*: memory at 91.7 % (limit 50 %)' }]);
  });

  it('go on without the name of an instance that nobody knows', async () => {
    const { deps, did } = setUp();
    await createHandler(deps)(ofInstance('OK'), context);
    expect(did.posted).toMatchObject([{ text: '🟢 *i-1*: memory is back at 91.7 %' }]);
  });

  it('keep the name with what is put off', async () => {
    const { deps, did } = setUp({
      takeSlot: async () => undefined,
      knownInstance: async () => ({ name: 'web-1' }),
    });
    await createHandler(deps)(ofInstance(), context);
    expect(did.queued.map(({ notification }) => notification.title)).toEqual([
      'web-1: memory at 91.7 % (limit 50 %)',
    ]);
  });

  it('make no format of times before Slack has the message: the first takes as long as all else', async () => {
    const { calls, deps } = recorded(setUp().deps);
    const format = jest.spyOn(Intl, 'DateTimeFormat').mockImplementation((...options) => {
      calls.push('format');
      return new Format(...options);
    });
    await createHandler({ ...deps, timeZone: () => 'Asia/Tokyo' })(bySns({ at: NOW }), context);
    format.mockRestore();
    expect(calls).toEqual(['webhookUrl', 'claim', 'slot', 'post', 'mark', 'format', 'publish', 'close']);
  });

  it('look for related alarms beside the claim, and wait for them before people are notified', async () => {
    const gate = Promise.withResolvers<string | undefined>();
    const { calls, deps } = recorded(setUp().deps);
    const okInhibitedBy = async () => {
      calls.push('related alarms');
      return gate.promise;
    };
    const event = bySns({ state: 'OK', previousState: 'ALARM' });
    const answer = createHandler({ ...deps, okInhibitedBy })(event, context);
    await setImmediate();
    expect(calls.toSorted()).toEqual(['claim', 'related alarms', 'webhookUrl']);
    gate.resolve('web critical');
    expect(await answer).toMatchObject([
      { outcome: 'suppressed', why: 'the OK of web critical is notified instead' },
    ]);
    expect(calls.slice(3)).toEqual(['close']);
  });

  it('put off what is suppressed with its reason, so that it stays so', async () => {
    const world = living({ okInhibitedBy: async () => 'web critical', claimIncident: noTable });
    await world.handle(bySns({ state: 'OK', previousState: 'ALARM' }));
    expect(world.did.queued).toMatchObject([
      { notification: { alarm: { suppressed: 'the OK of web critical is notified instead' } } },
    ]);
  });

  it('keep first what Slack refuses, and then notify the others', async () => {
    expect(await callsOf(bySns(), { postMessage: gone, sms: () => SMS })).toEqual([
      'webhookUrl',
      'claim',
      'slot',
      'post',
      'dead letter',
      'publish',
      'take sms',
      'sms',
      'close',
    ]);
  });

  it('keep first what Slack may take in a moment, and then notify the others, when KMS does not answer', async () => {
    expect(await callsOf(bySns(), { webhookUrl: failing(new Error('socket hang up')) })).toEqual([
      'webhookUrl',
      'claim',
      'enqueue',
      'publish',
      'close',
    ]);
  });

  it('keep what waited in the queue for five minutes, and then notify the others', async () => {
    expect(await callsOf(batch([changed('web')], 300), { postMessage: down })).toEqual([
      'webhookUrl',
      'claim',
      'slot',
      'post',
      'dead letter',
      'publish',
      'close',
    ]);
  });

  it('post no more in one batch once Slack takes no more', async () => {
    const many = Array.from({ length: 40 }, (_, index) => changed(`${index} ${'x'.repeat(280)}`));
    const calls = await callsOf(batch(many), { postMessage: down });
    expect(calls.filter((call) => call === 'slot' || call === 'post')).toEqual(['slot', 'post']);
  });
});

describe('while the webhook is gone and dead letters cannot be written', () => {
  const broken = { postMessage: gone, deadLetter: noQueue, sms: () => SMS };

  it('others are notified once in the three attempts of Lambda', async () => {
    const { deps, did } = setUp(broken);
    const handle = createHandler(deps);
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      await expect(handle(bySns(), context)).rejects.toThrow('no_service');
    }
    expect([did.published.length, did.texted.length]).toEqual([1, 1]);
  });

  it('others are notified once in 13 receives of the queue', async () => {
    const { deps, did } = setUp(broken);
    const handle = createHandler(deps);
    for (let receive = 1; receive <= 13; receive += 1) {
      expect(await handle(batch([changed('web'), said('The disk is full')], receive * 30), context)).toEqual({
        batchItemFailures: [{ itemIdentifier: 'm-1' }, { itemIdentifier: 'm-2' }],
      });
    }
    expect([did.published.length, did.texted.length]).toEqual([1, 1]);
  });

  it('Slack gets it, alone, once its webhook is mended', async () => {
    const { deps, did } = setUp(broken);
    await createHandler(deps)(batch([changed('web')]), context);
    const mended = createHandler({ ...deps, postMessage: setUp().deps.postMessage });
    expect(await mended(batch([changed('web')]), context)).toEqual({ batchItemFailures: [] });
    expect([did.published.length, did.texted.length]).toEqual([1, 1]);
  });

  it('nobody is notified each time where the table could not note it', async () => {
    const { deps, did } = setUp({ ...broken, claimIncident: noTable });
    const handle = createHandler(deps);
    for (const seconds of [60, 90, 120]) await handle(batch([changed('web')], seconds), context);
    expect([did.published, did.texted]).toEqual([[], []]);
  });
});

describe('what failed beside an alarm', () => {
  it('says in which state the alarm is since', async () => {
    const world = living();
    await world.handle(bySns({ state: 'OK', at: minute(11) }));
    const failure = failureOf(bySns({ at: minute(10) }), 'processRestarter');
    await world.handle({ ...failure, timestamp: '2026-03-02T03:10:30.000Z' });
    expect(headlines(world)[1]).toBe(
      `${RINGS}, and processRestarter failed (late: 12:10 KST; since then OK at 12:11)`,
    );
  });
});
