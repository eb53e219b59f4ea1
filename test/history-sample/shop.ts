/** The forty alarms of a shop, and how they behave. */
import type { AlarmRecord } from '../../cli/history/reading';
import { ACCOUNT, alarm, over, REGION } from '../readings';

/** How an alarm of the shop behaves: it rings so often, for so many minutes, at values around `value`. */
export type Habit = { record: AlarmRecord; rings: number; minutes: number; value: number; spread: number };

export const instance = (index: number): string => `i-0a1b2c3d4e5f6071${index}`;

const habit = (record: AlarmRecord, rings = 0, minutes = 10, value = 0, spread = 0): Habit => ({
  record,
  rings,
  minutes,
  value,
  spread,
});

const cpu = (index: number): Habit =>
  habit(
    alarm(`web-${index} cpu`, {
      metrics: over('AWS/EC2', 'CPUUtilization', { InstanceId: instance(index) }),
    }),
    index === 3 ? 70 : 4,
    index === 3 ? 2 : 15,
    84,
    5,
  );

const memory = (index: number): Habit =>
  habit(
    alarm(`web-${index} memory`, {
      description: 'severity: warning',
      threshold: 85,
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 3,
      metrics: over('CWAgent', 'mem_used_percent', { InstanceId: instance(index) }),
    }),
    index === 2 ? 24 : 2,
    90,
    88,
    2,
  );

const httpd = (index: number): Habit =>
  habit(
    alarm(`web-${index} httpd`, {
      threshold: 1,
      comparison: 'LessThanThreshold',
      missing: 'breaching',
      metrics: over('CWAgent', 'procstat_lookup_pid_count', { InstanceId: instance(index), exe: 'httpd' }),
    }),
    index === 1 ? 3 : 0,
    2,
  );

const other = (
  name: string,
  [namespace, metric, dimensions]: [string, string, Record<string, string>],
  change: Partial<AlarmRecord> = {},
  ...how: number[]
): Habit => habit(alarm(name, { metrics: over(namespace, metric, dimensions, 'Sum'), ...change }), ...how);

const ORDERS_DB = { DBInstanceIdentifier: 'orders-db' };
const USERS_DB = { DBInstanceIdentifier: 'users-db' };
const BALANCER = { LoadBalancer: 'app/shop/50dc6c495c0c9188' };
const below = { comparison: 'LessThanThreshold' };

export const HABITS: Habit[] = [
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
    alarm('checkout down', {
      kind: 'composite',
      metrics: [],
      rule: 'ALARM("checkout errors") AND ALARM("nat ports")',
    }),
  ),
  habit(
    alarm('로그인 실패', {
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
