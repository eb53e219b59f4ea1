import type { Instance } from '../../shared/aws/ec2';
import { StoreError } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Publication } from '../../shared/publishing';
import { claim } from '../../shared/state/claim';
import { remember } from '../../shared/state/remember';
import { memoryStore, type Store } from '../../shared/state/store';
import { fixture } from '../../test/fixture';
import { processAlarm } from '../../test/process-restarter';
import type { Deps } from './deps';
import { dryRun } from './dry-run';
import { createHandler } from './handler';

const start = new Date('2022-06-28T01:57:40Z');
const instance: Instance = {
  id: 'i-03e6aec1a93443558',
  state: 'running',
  tags: {},
  name: 'web-1',
  type: 't2.micro',
  zone: 'ap-northeast-2a',
  launchedAt: new Date('2022-01-01'),
};
const restarted = {
  status: 'Success',
  output: 'outcome=restarted state=active pid=4711 seconds=3',
  error: '',
  comment: '',
};

/** Since when CloudWatch says that the alarm is in ALARM. */
const rings = { since: start };

beforeEach(() => {
  rings.since = start;
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
  jest.spyOn(log(), 'error').mockImplementation();
});

/** A handler over one memory, whose clock the test sets. */
function setUp(change: Partial<Deps> = {}, store: Store = memoryStore()) {
  const clock = { now: start };
  let commands = 0;
  const sendCommand = jest.fn(async (_: Parameters<Deps['sendCommand']>[0]) => `command-${++commands}`);
  const deps: Deps = {
    store: () => store,
    now: () => clock.now,
    document: () => 'alarm-responder-dev-restart-unit',
    processes: () => ({ httpd: 'httpd' }),
    restart: () => ({ most: 3, windowMinutes: 30, graceMinutes: 5 }),
    longestPauseHours: () => 24,
    alertsTopic: () => 'alerts',
    wait: async () => undefined,
    describeAlarm: async () => ({ ...processAlarm, changedAt: rings.since }),
    describeInstance: async () => instance,
    sendCommand,
    getInvocation: async () => restarted,
    findAgent: async () => undefined,
    ...change,
  };
  const later = (seconds: number) => {
    clock.now = new Date(clock.now.getTime() + seconds * 1_000);
  };
  return { deps, handle: createHandler(deps), sendCommand, later, clock };
}

/** A process goes down at that time: CloudWatch says so, and sends the event. */
function processDown(at = start): unknown {
  rings.since = at;
  const time = at.toISOString().replace('Z', '+0000');
  return JSON.parse(JSON.stringify(fixture('process-down')).replace('2022-06-28T01:57:35.603+0000', time));
}

/** The alarm's dimensions name no process. */
async function nameless() {
  const { exe = '', ...dimensions } = processAlarm.dimensions;
  return { ...processAlarm, dimensions: { ...dimensions, path: exe } };
}

const finished = (commandId: string): unknown => {
  const event = Object(fixture('restart-finished'));
  return { ...event, detail: { ...event.detail, 'command-id': commandId } };
};

/** Marks everything as notified, as the wrapper does. @returns the titles */
async function notify(publications: Publication[]): Promise<string[]> {
  for (const { onPublished } of publications) await onPublished?.();
  return publications.map(({ notification }) => notification.title);
}

describe('an alarm of a dead process', () => {
  it('sends one command with the document, the instance and the unit, and notifies of it', async () => {
    const { handle, sendCommand } = setUp();
    expect(await notify(await handle(processDown()))).toEqual(['web-1: httpd is being restarted']);
    expect(sendCommand.mock.calls).toEqual([
      [
        {
          document: 'alarm-responder-dev-restart-unit',
          instanceId: 'i-03e6aec1a93443558',
          parameters: { unit: 'httpd' },
          comment: 'httpd: web-1: httpd',
        },
      ],
    ]);
  });

  it('makes one command out of a hundred deliveries at once', async () => {
    const { handle, sendCommand } = setUp();
    const publications = await Promise.all(Array.from({ length: 100 }, () => handle(processDown())));
    expect(publications.flat()).toHaveLength(1);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });

  it('is dealt with once, also when it is delivered again later', async () => {
    const { handle, sendCommand, later } = setUp();
    await notify(await handle(processDown()));
    later(300);
    expect(await handle(processDown())).toEqual([]);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });

  it('is retried after a crash between claim and act', async () => {
    const sendCommand = jest
      .fn<Promise<string>, []>()
      .mockRejectedValueOnce(new Error('crash'))
      .mockResolvedValue('command-1');
    const { handle, later } = setUp({ sendCommand });
    await expect(handle(processDown())).rejects.toThrow('crash');
    later(60);
    expect(await notify(await handle(processDown()))).toEqual([
      expect.stringContaining('is being restarted'),
    ]);
  });

  it('notifies, but does not act again, after a crash between act and notification', async () => {
    const { handle, sendCommand, later } = setUp();
    await handle(processDown()); // The notification is never published.
    later(60);
    expect(await notify(await handle(processDown()))).toEqual([
      expect.stringContaining('is being restarted'),
    ]);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });

  it('restarts nothing when the memory cannot be reached, and says so', async () => {
    const unreachable = async () => {
      throw new StoreError('The table could not be reached: timeout');
    };
    const { handle, sendCommand } = setUp({}, { get: unreachable, put: unreachable });
    expect(await handle(processDown())).toMatchObject([
      {
        notification: {
          severity: 'critical',
          title: 'i-03e6aec1a93443558: httpd was not restarted',
          text: expect.stringContaining('The table could not be reached: timeout'),
        },
      },
    ]);
    expect(sendCommand).not.toHaveBeenCalled();
  });

  describe('whose command was sent when the table goes away', () => {
    /** The table is there until the command is sent, and again when somebody mends it. */
    function setUpBreaking() {
      const memory = memoryStore();
      let isBroken = false;
      const breaking =
        <A extends unknown[], R>(verb: (...args: A) => Promise<R>) =>
        async (...args: A): Promise<R> => {
          if (isBroken) throw new StoreError('The table could not be reached: timeout');
          return verb(...args);
        };
      const sendCommand = jest.fn(async () => {
        isBroken = true;
        return 'command-1';
      });
      const comment = 'httpd: web-1: httpd';
      const getInvocation = async () => ({ ...restarted, comment });
      const store = { get: breaking(memory.get), put: breaking(memory.put) };
      const mend = () => {
        isBroken = false;
      };
      return { ...setUp({ sendCommand, getInvocation }, store), sendCommand, mend };
    }

    it('is not called "not restarted", nor sent again', async () => {
      const { handle, sendCommand } = setUpBreaking();
      const publications = await handle(processDown());
      expect(publications).toMatchObject([
        {
          notification: {
            severity: 'info',
            title: 'web-1: httpd is being restarted',
            text: expect.stringContaining('It could not be noted'),
          },
        },
      ]);
      // What comes after the notification does not fail either: Lambda would bring the event again.
      await notify(publications);
      expect(sendCommand).toHaveBeenCalledTimes(1);
    });

    it.each([
      ['is back', true],
      ['is still away', false],
    ])('notifies of how it ended, when the table %s', async (_, isBack) => {
      const { handle, mend } = setUpBreaking();
      await notify(await handle(processDown()));
      if (isBack) mend();
      expect(await notify(await handle(finished('command-1')))).toEqual([
        'web-1: httpd is running again, restarted in 3 s',
      ]);
    });
  });

  it('gives up after three restarts in half an hour, says so once, and starts again later', async () => {
    const { handle, sendCommand, later, clock } = setUp();
    const titles: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      titles.push(...(await notify(await handle(processDown(clock.now)))));
      later(240);
    }
    expect(titles).toEqual([
      'web-1: httpd is being restarted',
      'web-1: httpd is being restarted',
      'web-1: httpd is being restarted',
      'web-1: httpd keeps dying',
    ]);
    expect(sendCommand).toHaveBeenCalledTimes(3);
    later(1_800);
    expect(await notify(await handle(processDown(clock.now)))).toEqual([
      expect.stringContaining('is being restarted'),
    ]);
  });

  it.each<[string, string, Partial<Deps>, string]>([
    ['InvalidInstanceId', 'unmanaged', {}, 'The instance is not managed by Systems Manager.'],
    [
      'InvalidInstanceId',
      'offline',
      { findAgent: async () => ({ ping: 'ConnectionLost', lastSeenAt: new Date(0) }) },
      'Its SSM agent is ConnectionLost since 1970-01-01 00:00 UTC.',
    ],
    ['InvalidDocument', 'undeployed', {}, 'Its Systems Manager document is not there.'],
  ])('explains %s of an instance that is %s, with the next step', async (name, _, change, why) => {
    const sendCommand = jest.fn().mockRejectedValue(Object.assign(new Error(name), { name }));
    const { handle } = setUp({ ...change, sendCommand });
    expect(await handle(processDown())).toMatchObject([
      {
        notification: {
          severity: 'critical',
          title: expect.stringContaining('was not restarted'),
          text: expect.stringContaining(why),
        },
      },
    ]);
  });

  it('does not count what never reached the instance as a restart', async () => {
    const refusal = Object.assign(new Error('InvalidInstanceId'), { name: 'InvalidInstanceId' });
    const { handle, later, clock } = setUp({ sendCommand: jest.fn().mockRejectedValue(refusal) });
    const titles: string[] = [];
    for (let round = 0; round < 5; round += 1) {
      titles.push(...(await notify(await handle(processDown(clock.now)))));
      later(120);
    }
    expect(titles).toEqual(Array.from({ length: 5 }, () => 'web-1: httpd was not restarted'));
  });

  it('notifies of a pause once', async () => {
    const tags = { 'alarm-responder:pause-until': '2022-06-28T23:00+09:00' };
    const { handle, sendCommand, later, clock } = setUp({
      describeInstance: async () => ({ ...instance, tags }),
    });
    expect(await notify(await handle(processDown(clock.now)))).toEqual([
      expect.stringContaining('was not restarted'),
    ]);
    later(600);
    expect(await notify(await handle(processDown(clock.now)))).toEqual([]);
    expect(sendCommand).not.toHaveBeenCalled();
  });

  it('leaves no process dead for longer than a day, however long the tag of its instance asks for', async () => {
    const tags = { 'alarm-responder:pause-until': '9999-12-31T00:00Z' };
    const { handle, sendCommand, later, clock } = setUp({
      describeInstance: async () => ({ ...instance, tags }),
    });
    const says = 'its tag alarm-responder:pause-until says 9999-12-31T00:00Z, but a pause lasts 24 h at most';
    const [paused] = await handle(processDown(clock.now));
    expect(paused?.notification.text).toContain(
      `Mind that ${says} (longestPauseHours): it ends at 2022-06-29 01:57`,
    );
    later(24 * 3_600 - 1);
    await handle(processDown(clock.now));
    expect(sendCommand).not.toHaveBeenCalled();
    later(1);
    const [restarted] = await handle(processDown(clock.now));
    expect(sendCommand).toHaveBeenCalledTimes(1);
    expect(restarted?.notification.text).toContain('it ended at 2022-06-29 01:57');
  });

  it('says when the alarm does not name a process', async () => {
    const event = JSON.parse(JSON.stringify(fixture('process-down')).replaceAll('\\"exe\\"', '\\"path\\"'));
    const { handle } = setUp({ describeAlarm: nameless });
    expect(await handle(event)).toMatchObject([
      { notification: { title: 'The process of httpd-process-down was not restarted' } },
    ]);
  });
});

describe('the notification', () => {
  const ALARM = 'alarm arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:httpd-process-down';
  const noStore = async (): Promise<never> => Promise.reject(new StoreError('no table'));
  const paused = { 'alarm-responder:pause-until': '2022-06-28T23:00+09:00' };
  const refusal = Object.assign(new Error('InvalidDocument'), { name: 'InvalidDocument' });
  /** Nothing is marked as done, as if every run crashed after it has published. */
  const identities = (publications: Publication[]) =>
    publications.map(({ notification: { id, incident } }) => ({ id, incident }));

  it.each<[string, Partial<Deps>, Store | undefined, string]>([
    ['a restart', {}, undefined, 'restart command-1'],
    [
      'an instance that is gone',
      { describeInstance: async () => undefined },
      undefined,
      'not restarted 1656381460000:ALARM',
    ],
    [
      'a pause, whichever change of an alarm meets it',
      { describeInstance: async () => ({ ...instance, tags: paused }) },
      undefined,
      'i-03e6aec1a93443558 alarm-responder:pause-until=2022-06-28T14:00:00.000Z',
    ],
    [
      'an instance out of reach',
      { sendCommand: async () => Promise.reject(refusal) },
      undefined,
      'not restarted 1656381460000:ALARM',
    ],
    ['a table out of reach', {}, { get: noStore, put: noStore }, 'not restarted 1656381460000:ALARM'],
  ])('of %s belongs to the alarm, and is the same when it comes again', async (_, change, store, id) => {
    const { handle, later } = setUp(change, store);
    const expected = [{ id, incident: ALARM }];
    expect(identities(await handle(processDown()))).toEqual(expected);
    later(60);
    expect(identities(await handle(processDown()))).toEqual(expected);
  });

  it('of an alarm that names no process belongs to it, and is the same when it comes again', async () => {
    const event = JSON.parse(JSON.stringify(fixture('process-down')).replaceAll('\\"exe\\"', '\\"path\\"'));
    const { handle, later } = setUp({ describeAlarm: nameless });
    const expected = [{ id: 'not restarted 1656381455603:ALARM', incident: ALARM }];
    expect(identities(await handle(event))).toEqual(expected);
    later(60);
    expect(identities(await handle(event))).toEqual(expected);
  });

  it('of a process that keeps dying is the same until another restart is sent', async () => {
    const { handle, later, clock } = setUp({
      restart: () => ({ most: 1, windowMinutes: 30, graceMinutes: 5 }),
    });
    await notify(await handle(processDown(clock.now)));
    const expected = [{ id: 'restarts i-03e6aec1a93443558 httpd 2022-06-28T01:57:40.000Z', incident: ALARM }];
    for (let change = 1; change <= 2; change += 1) {
      later(240);
      expect(identities(await handle(processDown(clock.now)))).toEqual(expected);
    }
  });

  it('of the outcome belongs to the alarm, and is the same whoever finds it out', async () => {
    const { handle, later } = setUp();
    await notify(await handle(processDown()));
    const expected = [{ id: 'outcome command-1', incident: ALARM }];
    expect(identities(await handle(finished('command-1')))).toEqual(expected);
    later(300);
    expect(identities(await handle(fixture('restart-check')))).toEqual(expected);
  });

  it('of an outcome that cannot be found out belongs to the alarm', async () => {
    const { handle, later } = setUp({ getInvocation: async () => Promise.reject(new Error('throttled')) });
    await notify(await handle(processDown()));
    later(1_800);
    expect(identities(await handle(fixture('restart-check')))).toEqual([
      { id: 'outcome command-1', incident: ALARM },
    ]);
  });

  /** A command that the version before sent: it kept no incident. */
  const kept = { commandId: 'command-0', instanceId: instance.id, unit: 'httpd', subject: 'httpd on web-1' };

  it('of a restart that the version before sent belongs to the alarm', async () => {
    const store = memoryStore();
    const { handle, later } = setUp({}, store);
    const claimed = await claim(
      store,
      `restart ${ALARM.replace('alarm ', '')} ${start.toISOString()}`,
      start,
    );
    if (claimed.held) throw new Error('expected the claim to be free');
    await claimed.note(kept);
    later(60);
    expect(identities(await handle(processDown()))).toEqual([{ id: 'restart command-0', incident: ALARM }]);
  });

  it('of the outcome of a command that the version before sent stands alone', async () => {
    const store = memoryStore();
    const { handle } = setUp({}, store);
    await remember(store, 'command command-0', kept, 60_000, start);
    expect(identities(await handle(finished('command-0')))).toEqual([
      { id: 'outcome command-0', incident: 'notification outcome command-0' },
    ]);
  });
});

describe('other events', () => {
  it.each(['alarm-ok', 'cpu-high', 'notification', 'plain-text', 'failure-record'])(
    'does nothing about %s',
    async (name) => {
      const { handle, sendCommand } = setUp();
      expect(await handle(fixture(name))).toEqual([]);
      expect(sendCommand).not.toHaveBeenCalled();
    },
  );

  it('names the path of a malformed event', async () => {
    const { handle } = setUp();
    await expect(handle({ Records: [{ Sns: {} }] })).rejects.toThrow('Records.0.Sns.MessageId');
  });
});

describe('the end of a command', () => {
  it('notifies once', async () => {
    const { handle } = setUp();
    await notify(await handle(processDown()));
    expect(await notify(await handle(finished('command-1')))).toEqual([
      'web-1: httpd is running again, restarted in 3 s',
    ]);
    expect(await handle(finished('command-1'))).toEqual([]);
  });

  it('is nothing to us when somebody else sent it', async () => {
    const { handle } = setUp();
    expect(await handle(finished('command-of-others'))).toEqual([]);
  });

  it('is asked about when nobody reports it within five minutes, and notifies once', async () => {
    const { handle, later } = setUp();
    await notify(await handle(processDown()));
    later(240);
    expect(await handle(fixture('restart-check'))).toEqual([]);
    later(60);
    expect(await notify(await handle(fixture('restart-check')))).toEqual([
      'web-1: httpd is running again, restarted in 3 s',
    ]);
    expect(await handle(fixture('restart-check'))).toEqual([]);
    expect(await handle(finished('command-1'))).toEqual([]);
  });

  it('is asked about again when it cannot be asked about, and said to be unknown when that is hopeless', async () => {
    const getInvocation = jest.fn().mockRejectedValue(new Error('throttled'));
    const { handle, later } = setUp({ getInvocation });
    await notify(await handle(processDown()));
    later(300);
    expect(await handle(fixture('restart-check'))).toEqual([]);
    later(1_500);
    const hopeless = await handle(fixture('restart-check'));
    expect(hopeless).toMatchObject([
      { notification: { text: expect.stringContaining('could not be asked: throttled') } },
    ]);
    await notify(hopeless);
    expect(await handle(fixture('restart-check'))).toEqual([]);
    expect(getInvocation).toHaveBeenCalledTimes(2);
  });
});

describe('a dry run', () => {
  it('says what would be done, without AWS, however old the sample is', async () => {
    const refuse = jest.fn().mockRejectedValue(new Error('no AWS here'));
    const { deps } = setUp({
      now: () => new Date('2030-01-01'),
      describeAlarm: refuse,
      describeInstance: refuse,
      sendCommand: refuse,
    });
    const event = fixture('process-down');
    expect(await createHandler(dryRun(deps, event))(event)).toMatchObject([
      {
        notification: {
          facts: {
            command:
              '(dry run: alarm-responder-dev-restart-unit would be sent to i-03e6aec1a93443558 with {"unit":"httpd"})',
          },
        },
      },
    ]);
    expect(refuse).not.toHaveBeenCalled();
  });
});
