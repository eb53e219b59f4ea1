import type { Config } from '../../../shared/config/schema';
import { log } from '../../../shared/log';
import { alarm, CPU, change, config, over, readingOf } from '../../../test/readings';
import { headlineOf } from '../headline';
import type { AlarmRecord, ChangeRecord } from '../reading';
import type { Replay } from '../replay-types';
import { replay } from '.';

const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
afterEach(() => jest.clearAllMocks());

const replayed = (
  alarms: AlarmRecord[],
  changes: ChangeRecord[],
  more: Partial<Config> = {},
): Promise<Replay> => replay(readingOf(alarms, [], { changes }), config(more));

/** `notified: why`, of each change. */
const outcomes = ({ told }: Replay): string[] => told.map(({ outcome, why }) => `${outcome}: ${why}`);
const headlines = ({ messages }: Replay): string[] => messages.map(({ slack }) => headlineOf(slack));

const CONTRIBUTOR = (name: string) => ({ contributor: { id: name, attributes: { TableName: name } } });
const NOTIFIED = 'notified: the alarm is in ALARM';

describe('replay', () => {
  it.each<[string, ChangeRecord[], string[]]>([
    ['nothing', [], []],
    [
      'an alarm that recovers',
      [change('web', 'ALARM', 0), change('web', 'OK', 14)],
      [NOTIFIED, 'notified: people were last notified of ALARM'],
    ],
    [
      'an OK after no ALARM',
      [change('web', 'OK', 0, { from: 'INSUFFICIENT_DATA' })],
      ['suppressed: INSUFFICIENT_DATA → OK: the alarm was not in ALARM before'],
    ],
    [
      'missing data, first of an alarm that rings, then of one that is well',
      [
        change('web', 'ALARM', 0),
        change('web', 'INSUFFICIENT_DATA', 5),
        change('web', 'OK', 9, { from: 'INSUFFICIENT_DATA' }),
        change('web', 'INSUFFICIENT_DATA', 20, { from: 'OK' }),
      ],
      [
        NOTIFIED,
        'notified: people were last notified of ALARM',
        'notified: people were last notified of INSUFFICIENT_DATA',
        'suppressed: OK → INSUFFICIENT_DATA: the alarm was not in ALARM before',
      ],
    ],
    [
      'an alarm that flaps',
      [0, 1, 2, 3].flatMap((minute) => [change('web', 'ALARM', minute), change('web', 'OK', minute + 0.5)]),
      Array.from({ length: 4 }, () => [NOTIFIED, 'notified: people were last notified of ALARM']).flat(),
    ],
    [
      'two contributors, and their parent, which only counts them',
      [
        change('tables', 'ALARM', 0, CONTRIBUTOR('orders')),
        change('tables', 'ALARM', 0, CONTRIBUTOR('users')),
        change('tables', 'ALARM', 0, { reason: '2 out of 6 time series evaluated to ALARM' }),
        change('tables', 'OK', 6, CONTRIBUTOR('orders')),
      ],
      [
        NOTIFIED,
        NOTIFIED,
        'suppressed: people are notified of its contributors, each by itself',
        'notified: people were last notified of ALARM',
      ],
    ],
    [
      'a record that is there twice',
      [change('web', 'ALARM', 0), change('web', 'ALARM', 0), change('web', 'OK', 3)],
      [NOTIFIED, 'suppressed: it was dealt with already', 'notified: people were last notified of ALARM'],
    ],
    [
      'what is about the service itself, but for its alarms of instances',
      [
        change('alarm-responder-dev-canary', 'ALARM', 0),
        change('alarm-responder-dev-watchdog slackNotifier errors', 'ALARM', 1),
        change('alarm-responder-dev i-0a1b2c3d4e5f60718 disk-critical /', 'ALARM', 2),
      ],
      [
        'suppressed: it is about the service itself, which the topic watchdog is for',
        'suppressed: it is about the service itself, which the topic watchdog is for',
        NOTIFIED,
      ],
    ],
  ])('says what became of %s', async (_, changes, expected) => {
    const web = alarm('web');
    const result = await replayed([{ ...web, insufficientDataActions: web.alarmActions }], changes);
    expect(outcomes(result)).toEqual(expected);
    expect(result.told.map((one) => one.change)).toEqual(changes);
    expect(result.messages).toHaveLength(expected.filter((one) => one.startsWith('notified')).length);
  });

  it('says it as in life: the limit, for how long, the children, how long it rang', async () => {
    const child = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web-5xx';
    const composite = {
      kind: 'composite',
      reason: `${child} transitioned to ALARM`,
      reasonData: JSON.stringify({ triggeringAlarms: [{ arn: child, state: { value: 'ALARM' } }] }),
    } as const;
    const reason =
      'Threshold Crossed: 2 out of the last 3 datapoints [92.4 (02/03/26 03:10:00), 81.0 (02/03/26 03:09:00)] were greater than or equal to the threshold (80.0) (minimum 2 datapoints for OK -> ALARM transition).';
    const result = await replayed(
      [
        alarm('web', { description: 'severity: warning', evaluationPeriods: 3, datapointsToAlarm: 2 }),
        alarm('shop', { kind: 'composite', rule: 'ALARM("web-5xx")', metrics: [] }),
      ],
      [
        change('web', 'ALARM', 0, { reason }),
        change('web', 'OK', 14),
        change('shop', 'ALARM', 20, composite),
        change('gone', 'ALARM', 30),
      ],
    );
    expect(headlines(result)).toEqual([
      '🟠 i-0a1b2c3d4e5f60718: memory at 92.4 % (limit 80 %)',
      '🟢 i-0a1b2c3d4e5f60718: memory is back at 31.5 %, after 14 min',
      '🔴 shop: web-5xx is ringing',
      '🔴 gone: in ALARM',
    ]);
    expect(result.told.map(({ severity }) => severity)).toEqual(['warning', 'good', 'critical', 'critical']);
    expect(JSON.stringify(result.messages[0]?.slack)).toContain(
      'At or above the limit in 2 of the last 3 minutes.',
    );
    expect(result.messages[0]?.at).toBe(Date.parse('2026-03-02T03:00:01Z'));
  });

  it('says the limit of then, when the alarm has another one by now', async () => {
    const result = await replayed([alarm('web', { threshold: 95 })], [change('web', 'ALARM', 0)]);
    expect(headlines(result)).toEqual(['🔴 i-0a1b2c3d4e5f60718: memory at 92.4 % (limit 80 %)']);
  });

  it('calls an older record late, with what has come since', async () => {
    const result = await replayed(
      [alarm('web')],
      [change('web', 'ALARM', 0), change('web', 'OK', 20), change('web', 'ALARM', 10)],
    );
    expect(outcomes(result)[2]).toBe(NOTIFIED);
    expect(headlines(result)[2]).toBe(
      '🟢 i-0a1b2c3d4e5f60718: memory is OK since 12:20 KST (late: 12:10 ALARM)',
    );
  });

  it('makes digests of a storm: each change in one message, and none twice', async () => {
    const names = Array.from({ length: 200 }, (_, index) => `service-${index}`);
    const metrics = (name: string) => over('AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: name });
    const result = await replayed(
      names.map((name) => alarm(name, { metrics: metrics(name) })),
      names.map((name, index) => change(name, 'ALARM', index / 200)),
    );
    const { messages, told } = result;
    expect(new Set(outcomes(result))).toEqual(new Set([NOTIFIED]));
    expect(messages.length).toBeLessThan(100);
    expect(messages.reduce((sum, { changes }) => sum + changes, 0)).toBe(200);
    const digest = messages.findIndex(({ changes }) => changes > 10);
    expect(headlines(result)[digest]).toMatch(/^🔴 \d+ alarms (?:at|from) 12:0/);
    const said = JSON.stringify(messages[digest]?.slack);
    const inDigest = told.filter(({ message }) => message === digest);
    expect(inDigest).toHaveLength(messages[digest]?.changes ?? 0);
    for (const one of inDigest) expect(said).toContain(`${one.change.alarm}: oldest message`);
    const gaps = messages.slice(1).map(({ at }, index) => at - (messages[index]?.at ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1_100);
  });

  it('tells of each alarm of a storm in which records are there twice once', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `service-${index}`);
    const result = await replayed(
      [],
      names.flatMap((name) => [change(name, 'ALARM', 0), change(name, 'ALARM', 0)]),
    );
    expect(outcomes(result).filter((one) => one === NOTIFIED)).toHaveLength(60);
    expect(outcomes(result).filter((one) => one === 'suppressed: it was dealt with already')).toHaveLength(
      60,
    );
    expect(result.messages.reduce((sum, { changes }) => sum + changes, 0)).toBe(60);
  });

  const none = { alarmActions: [], okActions: [], insufficientDataActions: [] };
  const scaling = 'arn:aws:autoscaling:ap-northeast-2:123456789012:scalingPolicy:x:policyName/y';
  it.each<[string, Partial<AlarmRecord>, boolean, string[]]>([
    [
      'has no action at all',
      none,
      false,
      [
        'suppressed: no topic is among its actions for ALARM',
        'suppressed: no topic is among its actions for OK',
      ],
    ],
    [
      'only adds instances',
      { alarmActions: [scaling], okActions: [] },
      false,
      [
        'suppressed: no topic is among its actions for ALARM',
        'suppressed: no topic is among its actions for OK',
      ],
    ],
    [
      'has none for OK',
      { okActions: [] },
      false,
      [NOTIFIED, 'suppressed: no topic is among its actions for OK'],
    ],
    ['has none, with allAlarms', none, true, [NOTIFIED, 'notified: people were last notified of ALARM']],
  ])('takes an alarm by its actions: one that %s', async (_, actions, allAlarms, expected) => {
    const changes = [change('web', 'ALARM', 0), change('web', 'OK', 5)];
    expect(outcomes(await replayed([alarm('web', actions)], changes, { allAlarms }))).toEqual(expected);
  });

  const off = (name: string): AlarmRecord => alarm(name, { actionsEnabled: false });
  it.each<[string, boolean, string, string]>([
    ['notifies nobody while its actions are disabled', false, 'web', 'suppressed: its actions are disabled'],
    ['but with allAlarms', true, 'web', NOTIFIED],
    [
      'unless the service has made it',
      true,
      'alarm-responder-dev i-1 cpu-critical',
      'suppressed: its actions are disabled',
    ],
  ])('of an alarm %s', async (_, allAlarms, name, expected) => {
    expect(outcomes(await replayed([off(name)], [change(name, 'ALARM', 0)], { allAlarms }))).toEqual([
      expected,
    ]);
  });

  it('asks of CPU alarms what CloudWatch would have answered then', async () => {
    const warning = alarm('cpu-warning', { metrics: CPU, description: 'severity: warning' });
    const result = await replayed(
      [warning, alarm('cpu-critical', { metrics: CPU })],
      [
        change('cpu-critical', 'ALARM', 0),
        change('cpu-critical', 'OK', 5),
        change('cpu-critical', 'ALARM', 10),
        change('cpu-warning', 'ALARM', 11),
        change('cpu-critical', 'OK', 15),
        change('cpu-warning', 'OK', 16),
      ],
    );
    expect(outcomes(result)).toEqual([
      NOTIFIED,
      'notified: people were last notified of ALARM',
      NOTIFIED,
      'suppressed: a critical alarm over its metric is in ALARM already',
      'suppressed: the OK of cpu-warning is notified instead',
      'notified: the alarm was in ALARM before',
    ]);
    expect(headlines(result)[2]).toBe('🔴 i-0a1b2c3d4e5f60718: CPU at 92.4 % (limit 80 %), 2nd time in 24 h');
  });

  it('counts mails to each address and SMS to each number, of what they are to be notified of', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `service-${index}`);
    const result = await replayed(
      names.map((name) => alarm(name)),
      names.flatMap((name, index) => [
        change(name, 'ALARM', index / 2),
        change(name, 'OK', index / 2 + 0.25),
      ]),
      {
        email: { addresses: ['a@example.com', 'b@example.com', 'a@example.com'], notifyOn: ['critical'] },
        sms: { numbers: ['+821012345678', '+821087654321'], notifyOn: ['critical'] },
      },
    );
    expect(result.told.filter(({ outcome }) => outcome === 'notified')).toHaveLength(24);
    expect(result.mails).toBe(2 * 12);
    expect(result.sms).toBe(2 * 10);
  });

  it('speaks as configured, logs nothing, and leaves the process as it was', async () => {
    const before = { ...process.env };
    const logger = { ...log() };
    const result = await replayed([alarm('web')], [change('web', 'ALARM', 0), change('web', 'OK', 40)], {
      language: 'ko',
      timeZone: 'Asia/Seoul',
      project: 'shop',
    });
    expect(headlines(result)[0]).toBe('🔴 i-0a1b2c3d4e5f60718: 메모리 92.4 % (기준 80 %)');
    expect(JSON.stringify(result.messages[0]?.slack)).toContain('shop');
    expect(written).not.toHaveBeenCalled();
    expect({ ...process.env }).toEqual(before);
    expect(log()).toEqual(logger);
    for (const name of ['KOREAN', 'TIME_ZONE', 'REDACT_EXTRA']) expect(globalThis).not.toHaveProperty(name);
  });

  it('hides what the configuration names', async () => {
    const reason = 'Set by hand: acme-7731 is down';
    const result = await replayed([], [change('web', 'ALARM', 0, { reason })], {
      redact: { extra: ['acme-*'] },
    });
    const said = JSON.stringify(result.messages[0]?.slack);
    expect(said).toContain('redact.extra');
    expect(said).not.toContain('acme-7731');
  });

  it('puts the process back also when it fails, and says how far it is', async () => {
    const seen: number[] = [];
    const read = readingOf([alarm('web')], [change('web', 'ALARM', 0), change('web', 'OK', 1)]);
    await replay(read, config(), (done) => seen.push(done));
    expect(seen).toEqual([0, 1]);
    const broken = () => {
      throw new Error('no terminal');
    };
    await expect(replay(read, config({ language: 'ko' }), broken)).rejects.toThrow('no terminal');
    expect(globalThis).not.toHaveProperty('KOREAN');
  });
});
