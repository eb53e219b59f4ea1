/** Messages that CloudWatch has not sent, or sent long ago: none of them starts anything. */
import fc from 'fast-check';
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import { log } from '../../shared/log';
import { memoryStore } from '../../shared/state/store';
import { snsEvent } from '../../test/alarm-events';
import { messagesOf } from '../../test/fixture';
import { processAlarm, rangAt } from '../../test/process-restarter';
import { createHandler } from './handler';

const genuine = Object(messagesOf('process-down')[0]);
const at = (seconds: number): Date => new Date(rangAt.getTime() + seconds * 1_000);
const stamp = (seconds: number): string => at(seconds).toISOString().replace('Z', '+0000');
const now = at(30);

const other = {
  ...processAlarm,
  name: 'other',
  arn: processAlarm.arn.replace('httpd-process-down', 'other'),
};

const warn = jest.spyOn(log(), 'warn');
const info = jest.spyOn(log(), 'info');
beforeEach(() => {
  warn.mockReset();
  info.mockReset();
});

/**
 * What CloudWatch knows: two alarms, as one may forge a message about one and mean the other. `lagging` are the first
 * answers about the former.
 */
function setUp(change: Partial<DescribedAlarm> | undefined, lagging: Partial<DescribedAlarm>[] = []) {
  const store = memoryStore();
  const kept: string[] = [];
  const sendCommand = jest.fn(async (_: object) => 'command-1');
  const waited: number[] = [];
  const alarms = [...(change ? [{ ...processAlarm, ...change }] : []), other];
  let failure: Error | undefined;
  const handle = createHandler({
    store: () => ({
      get: store.get,
      put: async (id, ...rest) => {
        kept.push(id);
        return store.put(id, ...rest);
      },
    }),
    now: () => now,
    wait: async (ms) => void waited.push(ms),
    document: () => 'alarm-responder-dev-restart-unit',
    processes: () => ({ httpd: 'httpd', nginx: 'nginx' }),
    restart: () => ({ most: 3, windowMinutes: 30, graceMinutes: 0 }),
    longestPauseHours: () => 24,
    alertsTopic: () => 'alerts',
    describeAlarm: async (name) => {
      if (failure) throw failure;
      const found = alarms.find((alarm) => alarm.name === name);
      return found && { ...found, ...lagging.shift() };
    },
    describeInstance: async (id) => ({
      id,
      state: 'running',
      tags: {},
      name: 'web-1',
      type: undefined,
      zone: undefined,
      launchedAt: undefined,
    }),
    sendCommand,
    getInvocation: async () => undefined,
    findAgent: async () => undefined,
  });
  /** Hands over a message; its notifications are published. */
  const send = async (message: object, topicArn?: string) => {
    const event = snsEvent(message);
    const [record] = event.Records;
    const TopicArn = topicArn ?? 'arn:aws:sns:ap-northeast-2:123456789012:alerts';
    const Records = [{ ...record, Sns: { ...record.Sns, TopicArn } }];
    const invokedFunctionArn = 'arn:aws:lambda:ap-northeast-2:123456789012:function:processRestarter';
    const publications = await handle({ Records }, { invokedFunctionArn });
    for (const { onPublished } of publications) await onPublished?.();
    return publications.map(({ notification }) => notification);
  };
  const fail = (error: Error | undefined) => {
    failure = error;
  };
  return { send, sendCommand, kept, waited, fail };
}

const dimensionsOf = (dimensions: object) =>
  Object.entries(dimensions).map(([name, value]) => ({ name, value }));
const dimensionsWith = (change: Record<string, string>) =>
  dimensionsOf({ ...processAlarm.dimensions, ...change });
const trigger = (change: object) => ({ Trigger: { ...genuine.Trigger, ...change } });
const stopped = { state: 'OK' as const, changedAt: at(-86_400) };
const back = { state: 'OK' as const, changedAt: at(10) };

describe('a message that CloudWatch bears out', () => {
  it('starts the restart, so that the rows below prove something', async () => {
    const { send, sendCommand } = setUp({});
    await send(genuine);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });

  it('is waited for when CloudWatch’s answer lags', async () => {
    const { send, sendCommand, waited } = setUp({}, [stopped, stopped]);
    await send(genuine);
    expect(waited).toEqual([1_000, 2_000]);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });

  it('is left to Lambda’s retry, unclaimed, when CloudWatch does not answer', async () => {
    const { send, sendCommand, kept, fail } = setUp({});
    fail(new Error('Rate exceeded'));
    await expect(send(genuine)).rejects.toThrow('Rate exceeded');
    expect(kept).toEqual([]);
    fail(undefined);
    await send(genuine);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });
});

type Row = [what: string, message: object, alarm: Partial<DescribedAlarm> | undefined, says: string];

const SUSPICIOUS: Row[] = [
  ['about an alarm that is not there', genuine, undefined, 'CloudWatch has no such alarm here'],
  [
    'about an alarm that was given another name',
    { ...genuine, AlarmName: 'httpd-down' },
    {},
    'no such alarm',
  ],
  ['with the name of another alarm', { ...genuine, AlarmName: 'other' }, {}, 'alarm of that name here is'],
  ['with no name', { ...genuine, AlarmName: '' }, {}, 'no such alarm'],
  ['with a name of many lines', { ...genuine, AlarmName: 'httpd-process-down\nx' }, {}, 'no such alarm'],
  ['with a name in other letters', { ...genuine, AlarmName: 'HTTPD-process-down' }, {}, 'no such alarm'],
  [
    'of another account, by its ARN',
    { ...genuine, AlarmArn: processAlarm.arn.replace('123456789012', '999999999999') },
    {},
    'alarm of that name here is',
  ],
  [
    'of another account, by its field',
    { ...genuine, AWSAccountId: '999999999999' },
    {},
    'of that name here is',
  ],
  [
    'of another account, without an ARN',
    { ...genuine, AlarmArn: undefined, AWSAccountId: '999999999999' },
    {},
    'of that name here is',
  ],
  [
    'of another region',
    { ...genuine, AlarmArn: processAlarm.arn.replace('ap-northeast-2', 'us-east-1') },
    {},
    'of that name here is',
  ],
  [
    'of another partition',
    { ...genuine, AlarmArn: processAlarm.arn.replace('arn:aws:', 'arn:aws-cn:') },
    {},
    'of that name here is',
  ],
  ['whose ARN is none', { ...genuine, AlarmArn: 'httpd-process-down' }, {}, 'of that name here is'],
  ['about a composite alarm', genuine, { namespace: '', metric: '', dimensions: {} }, 'another metric'],
  [
    'about an alarm over a CPU',
    genuine,
    { namespace: 'AWS/EC2', metric: 'CPUUtilization' },
    'another metric',
  ],
  [
    'about another metric of procstat',
    { ...genuine, ...trigger({ MetricName: 'procstat_cpu_usage' }) },
    {},
    'another metric',
  ],
  ['about a metric of another namespace', genuine, { namespace: 'Mine' }, 'another metric'],
  [
    'about another instance',
    { ...genuine, ...trigger({ Dimensions: dimensionsWith({ InstanceId: 'i-0a1b2c3d4e5f60718' }) }) },
    {},
    'has other dimensions',
  ],
  [
    'about another process',
    { ...genuine, ...trigger({ Dimensions: dimensionsWith({ exe: 'nginx' }) }) },
    {},
    'has other dimensions',
  ],
  [
    'that names a second process',
    { ...genuine, ...trigger({ Dimensions: dimensionsWith({ pattern: 'nginx' }) }) },
    {},
    'has other dimensions',
  ],
  ['without dimensions', { ...genuine, ...trigger({ Dimensions: [] }) }, {}, 'has other dimensions'],
  [
    'with fewer dimensions',
    { ...genuine, ...trigger({ Dimensions: dimensionsWith({}).slice(0, 2) }) },
    {},
    'has other dimensions',
  ],
  ['of the future', { ...genuine, StateChangeTime: stamp(3_600) }, {}, 'is still to come'],
  [
    'of the year 9999',
    { ...genuine, StateChangeTime: '9999-12-31T00:00:00.000+0000' },
    {},
    'is still to come',
  ],
  [
    'of the future, while the alarm is OK',
    { ...genuine, StateChangeTime: stamp(3_600) },
    back,
    'still to come',
  ],
  ['of now, while the alarm is OK since yesterday', genuine, stopped, 'the alarm is OK since'],
  [
    'of now, while the alarm lacks data since yesterday',
    genuine,
    { ...stopped, state: 'INSUFFICIENT_DATA' },
    'the alarm is NO DATA since',
  ],
  ['about an alarm whose actions are disabled', genuine, { actionsEnabled: false }, 'actions are disabled'],
  ['about an alarm without actions', genuine, { alarmActions: [] }, 'no action on the topic'],
  [
    'about an alarm that acts on another topic',
    genuine,
    { alarmActions: ['arn:aws:sns:ap-northeast-2:123456789012:other'] },
    'no action on the topic',
  ],
];

const QUIET: Row[] = [
  ['replayed after the alarm is OK again', genuine, back, 'the alarm is already OK'],
  [
    'of last week, while the alarm is OK',
    { ...genuine, StateChangeTime: stamp(-604_800) },
    stopped,
    'already OK',
  ],
  [
    'replayed after the alarm has lost its data',
    genuine,
    { ...back, state: 'INSUFFICIENT_DATA' },
    'already NO DATA',
  ],
  [
    'about an alarm whose actions were disabled since',
    genuine,
    { actionsEnabled: false, configuredAt: at(5) },
    'actions are disabled',
  ],
  [
    'about an alarm whose dimensions were changed since',
    genuine,
    { dimensions: { exe: 'nginx', InstanceId: 'i-03e6aec1a93443558' }, configuredAt: at(5) },
    'has other dimensions',
  ],
  [
    'about an alarm that was put over another metric since',
    genuine,
    { namespace: 'Mine', configuredAt: at(5), state: 'INSUFFICIENT_DATA', changedAt: at(5) },
    'over another metric',
  ],
  ['that says OK', { ...genuine, NewStateValue: 'OK' }, {}, 'not about a dead process'],
  [
    'over a formula',
    {
      ...genuine,
      Trigger: { ...genuine.Trigger, MetricName: undefined, Metrics: [{ Id: 'e1', Expression: 'm1' }] },
    },
    {},
    'not about a dead process',
  ],
  ['with a rule', { ...genuine, AlarmRule: 'ALARM(x)' }, {}, 'not about a dead process'],
  ['without a trigger', { ...genuine, Trigger: undefined }, {}, 'not about a dead process'],
];

describe('a message', () => {
  it.each(SUSPICIOUS)('%s restarts nothing, and people learn of it once', async (_, message, alarm, says) => {
    const { send, sendCommand, kept } = setUp(alarm);
    const notifications = [];
    for (let sent = 0; sent < 5; sent += 1) notifications.push(...(await send(message)));
    expect(notifications).toMatchObject([
      {
        severity: 'warning',
        title: 'A message that asks for a restart is not true',
        text: expect.stringContaining(says),
        facts: { 'SNS message': 'message-1' },
      },
    ]);
    expect(warn).toHaveBeenCalledTimes(5);
    expect(sendCommand).not.toHaveBeenCalled();
    expect(kept.filter((id) => id.startsWith('restart'))).toEqual([]);
  });

  it.each(QUIET)('%s restarts nothing and is logged', async (_, message, alarm, says) => {
    const { send, sendCommand, kept } = setUp(alarm);
    expect(await send(message)).toEqual([]);
    expect(info).toHaveBeenCalledWith(
      'not restarted',
      expect.objectContaining({ why: expect.stringContaining(says) }),
    );
    expect(sendCommand).not.toHaveBeenCalled();
    expect(kept).toEqual([]);
  });

  it.each([
    ['earlier', -3_600],
    ['later', 20],
  ])(
    'of a change that was answered restarts nothing again, whatever time it says: %s',
    async (_, seconds) => {
      const { send, sendCommand } = setUp({});
      await send(genuine);
      expect(await send({ ...genuine, StateChangeTime: stamp(seconds) })).toEqual([]);
      expect(sendCommand).toHaveBeenCalledTimes(1);
    },
  );

  it('about an alarm that rings for an hour restarts nothing, and says so once', async () => {
    const { send, sendCommand } = setUp({ changedAt: at(-3_570) });
    const notifications = [...(await send(genuine)), ...(await send(genuine))];
    expect(notifications).toMatchObject([{ text: expect.stringContaining('Its alarm is 60 min old') }]);
    expect(sendCommand).not.toHaveBeenCalled();
  });

  it('that comes by a topic on which the alarm does not act restarts nothing', async () => {
    const { send, sendCommand } = setUp({});
    const [notification] = await send(genuine, 'arn:aws:sns:ap-northeast-2:123456789012:mine');
    expect(notification?.facts.topic).toBe('arn:aws:sns:ap-northeast-2:123456789012:mine');
    expect(sendCommand).not.toHaveBeenCalled();
  });
});

describe('a message about an alarm of elsewhere', () => {
  const topic = (region: string, account: string): string => `arn:aws:sns:${region}:${account}:billing`;
  const alarm = (region: string, account: string) => ({
    ...genuine,
    AWSAccountId: account,
    AlarmArn: `arn:aws:cloudwatch:${region}:${account}:alarm:httpd-process-down`,
  });
  it.each([
    ['of another region', alarm('us-east-1', '123456789012'), topic('us-east-1', '123456789012')],
    ['of another account', alarm('ap-northeast-2', '999999999999'), topic('ap-northeast-2', '123456789012')],
    ['of both', alarm('us-east-1', '999999999999'), topic('us-east-1', '999999999999')],
  ])('%s, by a topic of `existingTopics` there, is left to it and logged', async (_, message, topicArn) => {
    for (const here of [undefined, {}]) {
      const { send, sendCommand, kept } = setUp(here);
      expect(await send(message, topicArn)).toEqual([]);
      expect(info).toHaveBeenLastCalledWith(
        'not restarted',
        expect.objectContaining({ why: expect.stringContaining('it belongs to') }),
      );
      expect([sendCommand.mock.calls, kept]).toEqual([[], []]);
    }
  });

  it.each([
    ['by the stage’s own topic', alarm('ap-northeast-2', '999999999999'), undefined],
    ['by a topic of a third region', alarm('us-east-1', '123456789012'), topic('eu-west-1', '123456789012')],
  ])('is suspicious %s: CloudWatch sends none there', async (_, message, topicArn) => {
    const { send, sendCommand } = setUp({});
    expect(await send(message, topicArn)).toMatchObject([{ severity: 'warning' }]);
    expect(sendCommand).not.toHaveBeenCalled();
  });
});

describe('any message about any alarm', () => {
  const name = fc.constantFrom('httpd', 'nginx', 'sshd');
  const instance = fc.constantFrom('i-03e6aec1a93443558', 'i-0a1b2c3d4e5f60718');
  const dimensions = fc.record({ exe: name, InstanceId: instance, pattern: name }, { requiredKeys: ['exe'] });
  const maybeDimensions = fc.oneof(fc.constant(undefined), fc.constant(undefined), dimensions);
  const seconds = fc.constantFrom(-604_800, -3_600, -20, 0, 0.5, 20, 3_600);
  const message = fc
    .record({
      dimensions: maybeDimensions,
      seconds,
      region: fc.constantFrom('ap-northeast-2', 'ap-northeast-2', 'ap-northeast-2', 'us-east-1'),
    })
    .map((forged) => ({
      ...genuine,
      AlarmArn: processAlarm.arn.replace('ap-northeast-2', forged.region),
      StateChangeTime: stamp(forged.seconds),
      ...(forged.dimensions && trigger({ Dimensions: dimensionsOf(forged.dimensions) })),
    }));
  const described = fc
    .record({
      state: fc.constantFrom('OK' as const, 'ALARM' as const, 'ALARM' as const, 'INSUFFICIENT_DATA' as const),
      since: seconds,
      actionsEnabled: fc.constantFrom(true, true, true, false),
      alarmActions: fc.constantFrom(processAlarm.alarmActions, processAlarm.alarmActions, []),
      dimensions: maybeDimensions,
    })
    .map(({ since, dimensions, ...rest }) => ({
      ...rest,
      changedAt: at(since),
      dimensions: dimensions ?? processAlarm.dimensions,
    }));

  it('restarts what CloudWatch says is dead, or nothing', async () => {
    let restarts = 0;
    const property = fc.asyncProperty(message, described, async (forged, alarm) => {
      const { send, sendCommand } = setUp(alarm);
      await send(forged);
      for (const [command] of sendCommand.mock.calls) {
        restarts += 1;
        const { exe, InstanceId } = alarm.dimensions;
        expect(command).toMatchObject({ instanceId: InstanceId, parameters: { unit: exe } });
        expect(alarm).toMatchObject({ state: 'ALARM', actionsEnabled: true });
        expect(alarm.alarmActions).toHaveLength(1);
        expect(now.getTime() - alarm.changedAt.getTime()).toBeLessThanOrEqual(600_000);
      }
    });
    await fc.assert(property, { numRuns: 2_000 });
    expect(restarts).toBeGreaterThan(20);
  });
});

describe('a flood of forgeries', () => {
  it('about 500 names is one notification, and takes nothing from the alarm that is true', async () => {
    const { send, sendCommand } = setUp({});
    const names = Array.from({ length: 500 }, (_, index) => `httpd-${index}`);
    const sent = await Promise.all(names.map((AlarmName) => send({ ...genuine, AlarmName })));
    expect(sent.flat()).toHaveLength(1);
    expect(await send(genuine)).toMatchObject([{ title: expect.stringContaining('is being restarted') }]);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });

  it('with the ARN of the true alarm and other words about it does the same', async () => {
    const { send, sendCommand } = setUp({});
    const forged = { ...genuine, ...trigger({ Dimensions: [] }) };
    const sent = await Promise.all(Array.from({ length: 100 }, () => send(forged)));
    expect(sent.flat()).toHaveLength(1);
    expect(await send(genuine)).toHaveLength(1);
    expect(sendCommand).toHaveBeenCalledTimes(1);
  });
});
