import type { AlarmNow } from '../../shared/aws/cloudwatch-reads';
import type { Instance } from '../../shared/aws/ec2';
import { log } from '../../shared/log';
import { fixture } from '../../test/fixture';
import type { Deps } from './deps';
import { dryRun } from './dry-run';
import { createHandler } from './handler';

const now = new Date('2026-03-02T03:11:30Z');
const context = { awsRequestId: 'request-1', getRemainingTimeInMillis: () => 15_000 };
const NAME = 'alarm-responder-dev i-0a1b2c3d4e5f60718 cpu-high';
const instance: Instance = {
  id: 'i-0a1b2c3d4e5f60718',
  state: 'running',
  tags: { 'aws:autoscaling:groupName': 'web-asg' },
  name: 'web-1',
  type: 't3.micro',
  zone: 'ap-northeast-2a',
  launchedAt: undefined,
};
const denied = async (): Promise<never> => {
  throw Object.assign(new Error('not authorized'), { name: 'AccessDeniedException' });
};
const never = (): Promise<never> => new Promise(() => undefined);

beforeEach(() => {
  jest.spyOn(log(), 'info').mockImplementation();
  jest.spyOn(log(), 'warn').mockImplementation();
});
afterEach(() => {
  jest.clearAllMocks();
  jest.useRealTimers();
});

const depsWith = (change: Partial<Deps>): Deps => ({
  now: () => now,
  logs: () => ({ minutes: 5, cpu: [{ name: '/var/log/syslog', stream: '{instance_id}', noise: [] }] }),
  filterLogEvents: async () => ({
    events: [{ at: new Date('2026-03-02T03:10:01Z'), stream: instance.id, message: 'php-fpm failed' }],
    next: undefined,
  }),
  metricValues: async () => [{ at: new Date('2026-03-02T03:10:00Z'), value: 91.6666 }],
  alarmChanges: async () => [
    { at: new Date('2026-03-02T02:00:00Z'), from: 'OK', to: 'ALARM' },
    { at: new Date('2026-03-02T02:14:00Z'), from: 'ALARM', to: 'OK' },
  ],
  alarmsForMetric: async () => [],
  describeInstance: async () => instance,
  accessLog: () => 'alarm-responder-dev-data',
  ...change,
});
const setUp = (change: Partial<Deps> = {}) => createHandler(depsWith(change));

/** The event with a change to its message, such as another description or other dimensions. */
function cpuHigh(change: object = {}): unknown {
  const event = Object(fixture('cpu-high'));
  const [record] = event.Records;
  const Message = JSON.stringify({ ...JSON.parse(record.Sns.Message), ...change });
  return { Records: [{ ...record, Sns: { ...record.Sns, Message } }] };
}

describe('a CPU alarm', () => {
  it('is one notification with all that a person would have looked up', async () => {
    const [publication, ...others] = await setUp()(cpuHigh(), context);
    expect(others).toEqual([]);
    expect(publication?.notification).toMatchObject({
      severity: 'critical',
      subject: 'web-1',
      title: 'web-1: CPU at 91.7 % (limit 50 %), 2nd time in 24 h',
      text: 'At or above the limit for 1 minute. The one before took 14 min.',
      at: new Date('2026-03-02T03:11:24.518Z'),
      account: '123456789012',
      region: 'ap-northeast-2',
      facts: {
        instance: 'i-0a1b2c3d4e5f60718, t3.micro, ap-northeast-2a, group web-asg',
        metric: 'CPUUtilization (AWS/EC2, Average)',
        alarm: 'cpu-high',
        account: '123456789012',
      },
      links: ['Alarm', 'Instance', 'Metric', 'Logs', 'Mute'].map((text) => ({
        text,
        url: expect.any(String),
      })),
      details: [
        {
          title: 'The last hour (UTC)',
          lines: [expect.stringContaining('█'), 'now 91.7 %, peak 91.7 % at 03:10, limit 50 %'],
        },
        { title: '/var/log/syslog: 1 of 1 line', lines: ['03:10:01 php-fpm failed'] },
      ],
    });
  });

  it('by EventBridge is the same notification', async () => {
    const [bySns] = await setUp()(cpuHigh(), context);
    const publications = await setUp()(fixture('alarm-eventbridge'), context);
    expect(publications).toEqual([bySns]);
  });

  it('notifies where nothing may be looked up', async () => {
    const handle = setUp({
      filterLogEvents: denied,
      metricValues: denied,
      alarmChanges: denied,
      alarmsForMetric: denied,
      describeInstance: denied,
    });
    const [publication] = await handle(cpuHigh(), context);
    expect(publication?.notification.title).toBe('web-1: CPU at 91.7 % (limit 50 %)');
    expect(publication?.notification.details).toEqual([
      { title: 'Logs', lines: [expect.stringMatching(/^logs: access denied/)] },
    ]);
  });

  it('notifies within 10 seconds when nobody answers', async () => {
    jest.useFakeTimers();
    const handle = setUp({
      filterLogEvents: never,
      metricValues: never,
      alarmChanges: never,
      alarmsForMetric: never,
      describeInstance: never,
    });
    const answer = handle(cpuHigh(), context);
    await jest.advanceTimersByTimeAsync(8_000);
    expect((await answer).map(({ notification }) => notification.title)).toEqual([
      'web-1: CPU at 91.7 % (limit 50 %)',
    ]);
  });

  it('notifies when reading logs breaks in a way that nobody thought of', async () => {
    jest.spyOn(log(), 'error').mockImplementation();
    const cpu = [{ name: '/app', pattern: '(', noise: [] }];
    const [publication] = await setUp({ logs: () => ({ minutes: 5, cpu }) })(cpuHigh(), context);
    expect(publication?.notification.details.at(-1)?.lines).toEqual([
      expect.stringMatching(/^logs: Invalid regular/),
    ]);
  });

  it('asks for the lines from 5 minutes before the change to now', async () => {
    const filterLogEvents = jest.fn(async () => ({ events: [], next: undefined }));
    await setUp({ filterLogEvents })(cpuHigh(), context);
    expect(filterLogEvents).toHaveBeenCalledWith(
      {
        group: '/var/log/syslog',
        streamPrefix: 'i-0a1b2c3d4e5f60718',
        from: new Date('2026-03-02T03:06:24.518Z'),
        to: now,
      },
      undefined,
      expect.any(AbortSignal),
    );
  });

  it('of an Auto Scaling group notifies without logs', async () => {
    const { Trigger } = JSON.parse(Object(fixture('cpu-high')).Records[0].Sns.Message);
    const Dimensions = [{ name: 'AutoScalingGroupName', value: 'web-asg' }];
    const handle = setUp({ filterLogEvents: denied, describeInstance: denied });
    const [publication] = await handle(cpuHigh({ Trigger: { ...Trigger, Dimensions } }), context);
    expect(publication?.notification.details.map(({ title }) => title)).toEqual(['The last hour (UTC)']);
    expect(log().warn).not.toHaveBeenCalled();
  });

  it('that warns is inhibited by a critical one that rings already', async () => {
    const topic = 'arn:aws:sns:ap-northeast-2:123456789012:alarm-responder-dev-alerts';
    const alarm: AlarmNow = {
      name: NAME,
      state: 'ALARM',
      description: 'severity: warning',
      actions: [topic],
      okActions: [topic],
    };
    const alarmsForMetric = async () => [alarm, { ...alarm, name: 'critical', description: '' }];
    const warning = cpuHigh({ AlarmDescription: 'severity: warning' });
    expect(await setUp({ alarmsForMetric })(warning, context)).toEqual([]);
    expect(log().info).toHaveBeenCalledWith('suppressed', {
      alarm: NAME,
      why: 'critical is in ALARM already',
    });
    expect(await setUp({ alarmsForMetric })(cpuHigh(), context)).toHaveLength(1);
  });
});

describe('what is not for it', () => {
  it.each([
    ...['process-down', 'alarm-ok', 'plain-text', 'failure-record', 'notification', 'math', 'composite'],
    ...[
      'alarm-eventbridge-composite',
      'contributor',
      'contributor-eventbridge',
      'contributors-parent-eventbridge',
    ],
  ])('is left alone: %s', async (name) => {
    expect(await setUp({ filterLogEvents: denied })(fixture(name), context)).toEqual([]);
  });

  it('is an alarm by EventBridge that is muted, which nobody is notified of', async () => {
    const event = Object(fixture('alarm-eventbridge'));
    const muteDetail = { mutedByArn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm-mute-rule:night' };
    const muted = { ...event, detail: { ...event.detail, muteDetail } };
    expect(await setUp({ filterLogEvents: denied })(muted, context)).toEqual([]);
  });

  it('is a CPU alarm that cannot be read, which the notifier shows as it is', async () => {
    expect(await setUp()(cpuHigh({ StateChangeTime: 42 }), context)).toEqual([]);
    expect(log().info).toHaveBeenCalledWith('suppressed', {
      why: expect.stringContaining('StateChangeTime'),
    });
    const { resources, ...event } = Object(fixture('alarm-eventbridge'));
    expect(await setUp()(event, context)).toEqual([]);
    expect(log().info).toHaveBeenCalledWith('suppressed', { why: expect.stringContaining('resources') });
  });

  it('is an event that came neither by SNS nor as an alarm by EventBridge', async () => {
    await expect(setUp()({}, context)).rejects.toThrow('Not a SNS event');
  });
});

describe('a dry run', () => {
  it.each(['cpu-high', 'alarm-eventbridge'])(
    'of %s asks nobody, and says that there is no AWS',
    async (name) => {
      const asked = jest.fn(denied);
      const deps = depsWith({
        filterLogEvents: asked,
        metricValues: asked,
        alarmsForMetric: asked,
        describeInstance: asked,
      });
      const event = fixture(name);
      const [publication] = await createHandler(dryRun(deps, event))(event, context);
      expect(publication?.notification.details).toEqual([
        {
          title: 'Logs',
          lines: ['logs: no AWS here; npm run preview draws it with sample lines (/var/log/syslog)'],
        },
      ]);
      expect(asked).not.toHaveBeenCalled();
    },
  );
});
