import {
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  DescribeAlarmsForMetricCommand,
  GetMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { alarmChanges, alarmState, alarmsActingOn, alarmsOn, metricValues } from './cloudwatch';

const client = mockClient(CloudWatchClient);
beforeEach(() => client.reset());

describe('alarmsActingOn', () => {
  it('names the alarms of both kinds on all pages', async () => {
    client
      .on(DescribeAlarmsCommand, { ActionPrefix: 'arn:x' })
      .resolvesOnce({
        MetricAlarms: [{ AlarmName: 'a' }],
        CompositeAlarms: [{ AlarmName: 'b' }],
        NextToken: '2',
      })
      .resolvesOnce({ MetricAlarms: [{ AlarmName: 'c' }] });
    expect(await alarmsActingOn('arn:x')).toEqual(['a', 'b', 'c']);
    expect(client.commandCalls(DescribeAlarmsCommand)).toHaveLength(2);
    expect(client.commandCalls(DescribeAlarmsCommand)[1]?.args[0].input).toEqual({
      ActionPrefix: 'arn:x',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      NextToken: '2',
    });
  });
});

describe('alarmState', () => {
  it('gives the state of an alarm of either kind, or nothing', async () => {
    client
      .on(DescribeAlarmsCommand)
      .resolvesOnce({ MetricAlarms: [{ StateValue: 'ALARM' }] })
      .resolvesOnce({ CompositeAlarms: [{ StateValue: 'OK' }] })
      .resolves({});
    expect([await alarmState('a'), await alarmState('b'), await alarmState('c')]).toEqual([
      'ALARM',
      'OK',
      undefined,
    ]);
    expect(client.call(0).args[0].input).toEqual({
      AlarmNames: ['a'],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
  });
});

const metric = {
  namespace: 'AWS/EC2',
  name: 'CPUUtilization',
  dimensions: { InstanceId: 'i-1' },
  statistic: undefined,
  period: 60,
  unit: undefined,
};
const asked = {
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
};

describe('alarmsOn', () => {
  it('gives the alarms over the metric, without actions where they are turned off', async () => {
    const alarm = {
      AlarmName: 'a',
      StateValue: 'OK' as const,
      AlarmActions: ['arn:x'],
      OKActions: ['arn:y'],
    };
    client.on(DescribeAlarmsForMetricCommand).resolves({
      MetricAlarms: [alarm, { ...alarm, AlarmDescription: 'severity: warning', ActionsEnabled: false }],
    });
    expect(await alarmsOn(metric)).toEqual([
      { name: 'a', state: 'OK', description: undefined, actions: ['arn:x'], okActions: ['arn:y'] },
      { name: 'a', state: 'OK', description: 'severity: warning', actions: [], okActions: [] },
    ]);
    expect(client.call(0).args[0].input).toEqual(asked);
  });
});

describe('alarmChanges', () => {
  it('gives the changes of state, oldest first, and leaves out what it cannot read', async () => {
    const item = (hour: number, from: string, to: string) => ({
      Timestamp: new Date(Date.UTC(2026, 2, 2, hour)),
      HistoryData: JSON.stringify({ oldState: { stateValue: from }, newState: { stateValue: to } }),
    });
    client.on(DescribeAlarmHistoryCommand).resolves({
      AlarmHistoryItems: [item(3, 'ALARM', 'OK'), { HistoryData: 'null' }, item(2, 'OK', 'ALARM')],
    });
    const since = new Date(Date.UTC(2026, 2, 1));
    expect(await alarmChanges('a', since)).toEqual([
      { at: new Date(Date.UTC(2026, 2, 2, 2)), from: 'OK', to: 'ALARM' },
      { at: new Date(Date.UTC(2026, 2, 2, 3)), from: 'ALARM', to: 'OK' },
    ]);
    expect(client.call(0).args[0].input).toMatchObject({
      AlarmName: 'a',
      HistoryItemType: 'StateUpdate',
      StartDate: since,
    });
  });
});

describe('metricValues', () => {
  it('gives the values with their times, in one call', async () => {
    const [from, to] = [new Date(0), new Date(120_000)];
    client
      .on(GetMetricDataCommand)
      .resolves({ MetricDataResults: [{ Timestamps: [from, to], Values: [1] }] });
    expect(await metricValues(metric, { from, to, period: 60 })).toEqual([{ at: from, value: 1 }]);
    expect(client.call(0).args[0].input).toMatchObject({
      MetricDataQueries: [{ MetricStat: { Metric: asked, Period: 60, Stat: 'Average' } }],
      StartTime: from,
      EndTime: to,
      ScanBy: 'TimestampAscending',
    });
  });
});
