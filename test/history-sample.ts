/** Two weeks of a shop's forty alarms, the same each time: what the tests of the page and its pictures show. */

import type { AlarmRecord, ChangeRecord, Reading } from '../cli/history/reading';
import type { Replay, Told } from '../cli/history/replay-types';
import { digests } from '../functions/slack-notifier/delivery/digest';
import { slackMessage } from '../functions/slack-notifier/receivers/slack/render';
import { alarmNotification, severityOf } from '../shared/alarm/notification';
import type { Notification } from '../shared/notification';
import { type Alarm, type AlarmState, childOf, variantOf } from '../shared/parsing/alarm';
import { readReason } from '../shared/parsing/alarm-reason';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../shared/text/duration';
import { ACCOUNT, alarmArn, alarmRecord, metricQuery, REGION, readingOf, ZONE } from './history';

const FROM = Date.parse('2026-02-16T00:00:00Z');
const TO = Date.parse('2026-03-02T00:00:00Z');

/** Numbers from 0 to 1 that look like chance, by mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** How an alarm of the shop behaves: it rings so often, for so many minutes, at values around `value`. */
type Habit = { record: AlarmRecord; rings: number; minutes: number; value: number; spread: number };

const instance = (index: number): string => `i-0a1b2c3d4e5f6071${index}`;

const habit = (record: AlarmRecord, rings = 0, minutes = 10, value = 0, spread = 0): Habit => ({
  record,
  rings,
  minutes,
  value,
  spread,
});

const cpu = (index: number): Habit =>
  habit(
    alarmRecord(`web-${index} cpu`, {
      metrics: [metricQuery('AWS/EC2', 'CPUUtilization', { InstanceId: instance(index) })],
    }),
    index === 3 ? 70 : 4,
    index === 3 ? 2 : 15,
    84,
    5,
  );

const memory = (index: number): Habit =>
  habit(
    alarmRecord(`web-${index} memory`, {
      description: 'severity: warning',
      threshold: 85,
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      metrics: [metricQuery('CWAgent', 'mem_used_percent', { InstanceId: instance(index) })],
    }),
    index === 2 ? 24 : 2,
    90,
    88,
    2,
  );

const httpd = (index: number): Habit =>
  habit(
    alarmRecord(`web-${index} httpd`, {
      threshold: 1,
      comparison: 'LessThanThreshold',
      missing: 'breaching',
      metrics: [
        metricQuery('CWAgent', 'procstat_lookup_pid_count', { InstanceId: instance(index), exe: 'httpd' }),
      ],
    }),
    index === 1 ? 3 : 0,
    2,
  );

const other = (
  name: string,
  [namespace, metric, dimensions]: [string, string, Record<string, string>],
  change: Partial<AlarmRecord> = {},
  ...how: number[]
): Habit =>
  habit(
    alarmRecord(name, { metrics: [metricQuery(namespace, metric, dimensions, 'Sum')], ...change }),
    ...how,
  );

const ORDERS_DB = { DBInstanceIdentifier: 'orders-db' };
const USERS_DB = { DBInstanceIdentifier: 'users-db' };
const BALANCER = { LoadBalancer: 'app/shop/50dc6c495c0c9188' };
const below = { comparison: 'LessThanThreshold' };

const HABITS: Habit[] = [
  ...[1, 2, 3, 4, 5, 6].map(cpu),
  ...[1, 2, 3, 4, 5, 6].map(memory),
  ...[1, 2, 3, 4].map(httpd),
  other(
    'orders-db storage',
    ['AWS/RDS', 'FreeStorageSpace', ORDERS_DB],
    { ...below, threshold: 10e9 },
    1,
    5 * 1_440,
    4.8e9,
  ),
  other('orders-db cpu', ['AWS/RDS', 'CPUUtilization', ORDERS_DB], {}, 6, 25, 91, 4),
  other(
    'orders-db connections',
    ['AWS/RDS', 'DatabaseConnections', ORDERS_DB],
    { threshold: 400 },
    3,
    12,
    431,
    9,
  ),
  other('users-db storage', ['AWS/RDS', 'FreeStorageSpace', USERS_DB], { ...below, threshold: 10e9 }),
  other('users-db cpu', ['AWS/RDS', 'CPUUtilization', USERS_DB], { actionsEnabled: false }, 5, 30, 88, 3),
  other('users-db replica lag', ['AWS/RDS', 'ReplicaLag', USERS_DB], { threshold: 30 }, 30, 3, 33, 2),
  other('shop 5xx', ['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', BALANCER], { threshold: 20 }),
  other('shop latency', ['AWS/ApplicationELB', 'TargetResponseTime', BALANCER], { threshold: 2 }),
  other('shop targets', ['AWS/ApplicationELB', 'UnHealthyHostCount', BALANCER], { threshold: 0 }),
  other(
    'mail queue age',
    ['AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'mail' }],
    { threshold: 600 },
    9,
    20,
    840,
    90,
  ),
  other(
    'mail queue waiting',
    ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'mail' }],
    { threshold: 1_000, alarmActions: [] },
    9,
    20,
    1_300,
    200,
  ),
  other(
    'orders dead letters',
    ['AWS/SQS', 'ApproximateNumberOfMessagesVisible', { QueueName: 'orders-dead' }],
    { threshold: 0 },
    2,
    240,
    3,
    1,
  ),
  other('old export queue', ['AWS/SQS', 'ApproximateAgeOfOldestMessage', { QueueName: 'export' }], {
    alarmActions: [],
    state: 'INSUFFICIENT_DATA',
    stateChangedAt: '2026-01-12T04:00:00.000Z',
  }),
  other('checkout errors', ['AWS/Lambda', 'Errors', { FunctionName: 'checkout' }], { threshold: 5 }),
  other(
    'thumbnails errors',
    ['AWS/Lambda', 'Errors', { FunctionName: 'thumbnails' }],
    { threshold: 0, description: 'severity: info' },
    44,
    1,
    1,
    0,
  ),
  other('nightly report errors', ['AWS/Lambda', 'Errors', { FunctionName: 'report' }], {
    threshold: 0,
    state: 'INSUFFICIENT_DATA',
    stateChangedAt: '2026-02-21T18:00:00.000Z',
  }),
  other(
    'nat ports',
    ['AWS/NATGateway', 'ErrorPortAllocation', { NatGatewayId: 'nat-0a1b2c3d' }],
    { threshold: 0 },
    1,
    8,
    12,
  ),
  other(
    'shop certificate',
    [
      'AWS/CertificateManager',
      'DaysToExpiry',
      { CertificateArn: `arn:aws:acm:${REGION}:${ACCOUNT}:certificate/shop` },
    ],
    { ...below, threshold: 30, description: 'severity: warning' },
  ),
  other(
    'orders api latency',
    ['AWS/ApiGateway', 'Latency', { ApiName: 'orders' }],
    { threshold: 1_500 },
    5,
    14,
    1_900,
    200,
  ),
  habit(
    alarmRecord('checkout down', {
      kind: 'composite',
      metrics: [],
      rule: 'ALARM("checkout errors") AND ALARM("nat ports")',
    }),
  ),
  habit(
    alarmRecord('로그인 실패', {
      kind: 'log',
      metrics: [],
      description: '로그인 실패가 늘면 보안 담당에게 알립니다.',
    }),
    3,
    30,
  ),
  other('orders an hour', ['Shop', 'Orders', {}], { ...below, threshold: 5 }, 4, 60, 3, 1),
  other('old batch disk', ['CWAgent', 'disk_used_percent', { InstanceId: instance(9), path: '/' }], {
    state: 'INSUFFICIENT_DATA',
    stateChangedAt: '2026-02-02T09:00:00.000Z',
  }),
  other(
    'staging cpu',
    ['AWS/EC2', 'CPUUtilization', { InstanceId: instance(8) }],
    { alarmActions: [], okActions: [] },
    12,
    40,
    95,
    4,
  ),
];

const iso = (at: number): string => new Date(at).toISOString();

/** In CloudWatch's words. */
function reasonFor({ comparison = '', threshold }: AlarmRecord, value: number, isOver: boolean): string {
  const than = comparison.startsWith('Less') ? 'less than' : 'greater than';
  const was = isOver ? 'was' : 'was not';
  return threshold === undefined
    ? 'The rule of the alarm has changed its result.'
    : `Threshold Crossed: 1 out of the last 1 datapoints [${value.toFixed(1)} (24/02/26 03:10:00)] ${was} ${than} the threshold (${threshold.toFixed(1)}) (minimum 1 datapoint for ${isOver ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`;
}

const changed = (
  record: AlarmRecord,
  to: AlarmState,
  from: AlarmState,
  at: number,
  value: number,
): ChangeRecord => ({
  alarm: record.name,
  kind: record.kind,
  at: iso(at),
  from,
  to,
  reason: reasonFor(record, value, to === 'ALARM'),
});

/** Rings at work and in the night, one after the other. */
function habitChanges(
  { record, rings, minutes, value, spread }: Habit,
  random: () => number,
): ChangeRecord[] {
  const starts = Array.from({ length: rings }, () => FROM + random() * (TO - FROM - HOUR_MS)).sort(
    (one, next) => one - next,
  );
  let free = FROM;
  return starts.flatMap((start) => {
    const begin = Math.max(start, free + MINUTE_MS);
    const end = begin + minutes * MINUTE_MS * (0.6 + 0.8 * random());
    free = end;
    if (begin >= TO) return [];
    const over = random() * spread;
    const at = record.comparison === 'LessThanThreshold' ? value - over : value + over;
    const ok = record.comparison === 'LessThanThreshold' ? at * 3 : at * 0.7;
    const into = changed(record, 'ALARM', 'OK', begin, at);
    return end < TO ? [into, changed(record, 'OK', 'ALARM', end, ok)] : [into];
  });
}

/** A bad release: these ring within two minutes of each other. */
const OUTAGES = [3.2, 5.6, 8.75, 12.1].map((day) => FROM + day * DAY_MS);
const SHAKEN = ['shop 5xx', 'shop latency', 'checkout errors'];
/** And once the network was gone: all of the web servers at once. */
const STORM = FROM + 9.7 * DAY_MS;

const recordOf = (name: string): AlarmRecord => {
  const found = HABITS.find(({ record }) => record.name === name);
  if (!found) throw new Error(`the sample has no alarm ${name}`);
  return found.record;
};

const outageChanges = (): ChangeRecord[] =>
  OUTAGES.flatMap((at) =>
    SHAKEN.flatMap((name, index) => {
      const record = recordOf(name);
      const value = (record.threshold ?? 1) * 3;
      return [
        changed(record, 'ALARM', 'OK', at + index * 40_000, value),
        changed(record, 'OK', 'ALARM', at + 22 * MINUTE_MS + index * 15_000, value / 9),
      ];
    }),
  );

const stormChanges = (): ChangeRecord[] =>
  [1, 2, 4, 5, 6].flatMap((index) =>
    [`web-${index} cpu`, `web-${index} memory`].flatMap((name) => {
      const record = recordOf(name);
      return [
        changed(record, 'INSUFFICIENT_DATA', 'OK', STORM + 5 * MINUTE_MS, 0),
        changed(record, 'ALARM', 'INSUFFICIENT_DATA', STORM + 10 * MINUTE_MS, 97),
        changed(record, 'OK', 'ALARM', STORM + (40 + 3 * index) * MINUTE_MS, 20),
      ];
    }),
  );

/** After a night without reports each counter is without data, and back again in the morning. */
const dataGaps = (): ChangeRecord[] =>
  Array.from({ length: 13 }, (_, day) => FROM + day * DAY_MS + 17 * HOUR_MS).flatMap((night) =>
    ['mail queue age', 'orders an hour', 'shop targets'].flatMap((name) => [
      changed(recordOf(name), 'INSUFFICIENT_DATA', 'OK', night, 0),
      changed(recordOf(name), 'OK', 'INSUFFICIENT_DATA', night + 5 * HOUR_MS, 0),
    ]),
  );

/** What nobody has looked at yet. */
const open = (): ChangeRecord => changed(recordOf('orders dead letters'), 'ALARM', 'OK', TO - 9 * HOUR_MS, 4);

/** The state of each alarm is that of its last change. */
const asLeft = (record: AlarmRecord, changes: ChangeRecord[]): AlarmRecord => {
  const last = changes.findLast(({ alarm }) => alarm === record.name);
  return last ? { ...record, state: last.to, stateChangedAt: last.at } : record;
};

export function sampleReading(): Reading {
  const random = chance(7);
  const changes = [
    ...HABITS.flatMap((one) => habitChanges(one, random)),
    ...outageChanges(),
    ...stormChanges(),
    ...dataGaps(),
    open(),
  ].sort((one, next) => one.at.localeCompare(next.at));
  return readingOf(
    HABITS.map(({ record }) => asLeft(record, changes)),
    changes,
    { from: iso(FROM), to: iso(TO), unread: 2 },
  );
}

function alarmOf(record: AlarmRecord, change: ChangeRecord): Alarm {
  const { reading } = readReason(change.reason);
  const comparison = record.comparison?.startsWith('Less') ? ('below' as const) : ('above' as const);
  const { threshold, period, evaluationPeriods, datapointsToAlarm } = record;
  const queries = record.metrics.map(({ id, expression, label, returned, stat }) => ({
    id,
    expression,
    label,
    returned,
    metric: stat && { ...stat, statistic: stat.statistic, period: stat.period, unit: stat.unit },
  }));
  const condition = { comparison, threshold, period, evaluationPeriods, datapointsToAlarm };
  return {
    name: record.name,
    state: change.to,
    previousState: change.from,
    reason: change.reason,
    changedAt: new Date(change.at),
    description: record.description,
    arn: alarmArn(record.name),
    account: ACCOUNT,
    region: REGION,
    regionName: undefined,
    suppressedBy: undefined,
    contributor: undefined,
    ...(record.rule
      ? { kind: 'composite', rule: record.rule, children: [childOf(alarmArn('checkout errors'), change.to)] }
      : variantOf(queries, condition, reading)),
  };
}

const context = { project: 'shop', environment: 'production', channel: undefined, mentions: {} };

type Judged = { told: Told; notification: Notification };

/** By the policy: of ALARM people are notified, of all else only after one. */
function judge(record: AlarmRecord, change: ChangeRecord, last: AlarmState | undefined): Told {
  const severity = severityOf({ state: change.to, description: record.description });
  const told: Told = { change, severity, outcome: 'suppressed', why: '', message: undefined };
  if (!record.actionsEnabled) return { ...told, why: 'its actions are disabled' };
  if (change.to === 'ALARM') return { ...told, outcome: 'notified', why: 'the alarm is in ALARM' };
  return last === 'ALARM'
    ? { ...told, outcome: 'notified', why: 'people were last notified of ALARM' }
    : { ...told, why: `${change.from} → ${change.to}: the alarm was not in ALARM before` };
}

function judgeAll({ alarms, changes }: Reading): { all: Told[]; notified: Judged[] } {
  const known = new Map(alarms.map((one) => [one.name, one]));
  const last = new Map<string, AlarmState>();
  const all: Told[] = [];
  const notified: Judged[] = [];
  for (const change of changes) {
    const record = known.get(change.alarm) ?? alarmRecord(change.alarm);
    const told = judge(record, change, last.get(change.alarm));
    all.push(told);
    if (told.outcome === 'suppressed') continue;
    last.set(change.alarm, change.to);
    notified.push({ told, notification: alarmNotification(alarmOf(record, change)) });
  }
  return { all, notified };
}

/** What comes in the moment of the storm is one digest, all else a message of its own. */
const isOfStorm = ({ told }: Judged): boolean => told.change.at === iso(STORM + 10 * MINUTE_MS);

export function sampleReplay(reading: Reading): Replay {
  const { all, notified } = judgeAll(reading);
  const storm = notified.filter(isOfStorm);
  const groups = [...notified.filter((one) => !isOfStorm(one)).map((one) => [one]), storm].sort(
    ([one], [other]) => (one?.told.change.at ?? '').localeCompare(other?.told.change.at ?? ''),
  );
  const messages = groups.map((group, index) => {
    for (const { told } of group) told.message = index;
    const at = Date.parse(group[0]?.told.change.at ?? '') + 1_500;
    const news = group.map(({ notification }) => ({ notifications: [notification], newest: undefined }));
    const [digest] = digests(news, { now: new Date(at), timeZone: ZONE });
    if (!digest) throw new Error('expected a message');
    const { message } = digest;
    return { at, headline: message.title, slack: slackMessage(message, context), changes: group.length };
  });
  const restarts = reading.changes
    .filter(({ alarm, to }) => alarm === 'web-1 httpd' && to === 'ALARM')
    .map(({ alarm, at }) => ({ at: Date.parse(at), alarm, unit: 'httpd', instance: instance(1) }));
  return { told: all, messages, restarts, mails: messages.length, sms: 118 };
}
