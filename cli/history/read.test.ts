import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import * as live from '../aws/cloudwatch-history';
import { type Progress, type ReadDeps, readHistory } from './read';

const now = new Date('2026-11-30T10:00:00.000Z');
const request = { days: 14, region: 'ap-northeast-2', now };
const arnOf = (name: string) => `arn:aws:cloudwatch:eu-west-1:123456789012:alarm:${name}`;
const alarm = (name: string) => ({ AlarmName: name, AlarmArn: arnOf(name), StateValue: 'OK' as const });
const item = (name: string, day: number, to = 'ALARM', more: object = {}) => ({
  AlarmName: name,
  Timestamp: new Date(Date.UTC(2026, 10, day)),
  HistoryData: JSON.stringify({ oldState: { stateValue: 'OK' }, newState: { stateValue: to } }),
  ...more,
});

const paces = { alarms: async () => undefined, history: async () => undefined };
type Alarms = Partial<Record<string, object[][]>>;

/** An account whose pages are those. History is by type and item. */
const account = (alarms: Alarms, history: Alarms): ReadDeps => ({
  alarmPages: async function* (type) {
    yield* alarms[type] ?? [];
  },
  historyPages: async function* ({ type, item: kind }) {
    yield* history[`${type} ${kind}`] ?? [];
  },
  paces,
});

const everything = account(
  {
    MetricAlarm: [[alarm('cpu'), { AlarmName: 'broken' }], [alarm('disk')]],
    CompositeAlarm: [[alarm('all')]],
    LogAlarm: [[alarm('errors')]],
  },
  {
    'MetricAlarm StateUpdate': [
      [item('cpu', 20), item('gone', 18)],
      [item('cpu', 20), item('cpu', 1)],
    ],
    'MetricAlarm AlarmContributorStateUpdate': [[item('cpu', 19, 'ALARM', { AlarmContributorId: 'c1' })]],
    'CompositeAlarm StateUpdate': [[item('all', 25), item('all', 26, 'MAYBE')]],
    'LogAlarm StateUpdate': [[item('errors', 17)]],
  },
);

describe('readHistory', () => {
  it('reads alarms and changes of every type, in order', async () => {
    const reading = await readHistory(request, undefined, everything);
    expect(reading).toMatchObject({
      ...{ version: 1, account: '123456789012', region: 'eu-west-1' },
      ...{ from: '2026-11-16T10:00:00.000Z', to: '2026-11-30T10:00:00.000Z' },
    });
    expect(reading.alarms.map(({ kind, name }) => [kind, name])).toEqual([
      ['metric', 'cpu'],
      ['metric', 'disk'],
      ['composite', 'all'],
      ['log', 'errors'],
    ]);
    expect(
      reading.changes.map(({ kind, alarm: name, at, contributor }) => [
        at.slice(8, 10),
        kind,
        name,
        contributor?.id,
      ]),
    ).toEqual([
      ['17', 'log', 'errors', undefined],
      ['18', 'metric', 'gone', undefined],
      ['19', 'metric', 'cpu', 'c1'],
      ['20', 'metric', 'cpu', undefined],
      ['25', 'composite', 'all', undefined],
    ]);
  });

  it('counts what it could not read: an alarm, a state, a time before what was asked for', async () => {
    expect((await readHistory(request, undefined, everything)).unread).toBe(3);
  });

  it('says after each page how far it is', async () => {
    const seen: Progress[] = [];
    await readHistory(request, (progress) => seen.push(progress), everything);
    expect(seen).toEqual([
      ...[1, 2, 3, 4].map((alarms) => ({ alarms, changes: 0 })),
      ...[2, 4, 5, 6, 7].map((changes) => ({ alarms: 4, changes })),
    ]);
  });

  it('knows no account where there is no alarm', async () => {
    expect(await readHistory(request, undefined, account({}, {}))).toMatchObject({
      ...{ account: '', region: 'ap-northeast-2', alarms: [], changes: [], unread: 0 },
    });
  });

  it('fails where AWS refuses', async () => {
    const refusing: ReadDeps = {
      ...everything,
      // biome-ignore lint/correctness/useYield: it fails before there is a page
      historyPages: async function* () {
        throw new Error('not authorized');
      },
    };
    await expect(readHistory(request, undefined, refusing)).rejects.toThrow('not authorized');
  });

  it('asks AWS for two operations, each about every type, and for nothing else', async () => {
    process.env.AWS_REGION = 'ap-northeast-2';
    const client = mockClient(CloudWatchClient);
    client.onAnyCommand().resolves({});
    await readHistory(request, undefined, { ...live, paces });
    const asked = client
      .calls()
      .map(({ args: [command] }) => [
        command.constructor.name,
        'AlarmTypes' in command.input ? command.input.AlarmTypes : undefined,
        'HistoryItemType' in command.input ? command.input.HistoryItemType : undefined,
      ]);
    const types = ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'];
    expect(asked).toEqual([
      ...types.map((type) => ['DescribeAlarmsCommand', [type], undefined]),
      ...types.flatMap((type) => [
        ['DescribeAlarmHistoryCommand', [type], 'StateUpdate'],
        ['DescribeAlarmHistoryCommand', [type], 'AlarmContributorStateUpdate'],
      ]),
    ]);
  });
});
