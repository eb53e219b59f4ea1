import { awsServer } from '../../test/aws-server';
import { alarmChanges, alarmsForMetric, metricValues } from './cloudwatch-reads';

const aws = awsServer();

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

describe('alarmsForMetric', () => {
  it('gives the alarms over the metric, without actions where they are turned off', async () => {
    const alarm = {
      AlarmName: 'a',
      StateValue: 'OK',
      AlarmActions: ['arn:x'],
      OKActions: ['arn:y'],
    };
    aws.answers('DescribeAlarmsForMetric', {
      MetricAlarms: [alarm, { ...alarm, AlarmDescription: 'severity: warning', ActionsEnabled: false }],
    });
    expect(await alarmsForMetric(metric)).toEqual([
      { name: 'a', state: 'OK', description: undefined, actions: ['arn:x'], okActions: ['arn:y'] },
      { name: 'a', state: 'OK', description: 'severity: warning', actions: [], okActions: [] },
    ]);
    expect(aws.inputs()[0]).toEqual(asked);
  });
});

describe('alarmChanges', () => {
  it('gives the changes of state, oldest first, and leaves out what it cannot read', async () => {
    const item = (hour: number, from: string, to: string) => ({
      Timestamp: Date.UTC(2026, 2, 2, hour) / 1_000,
      HistoryData: JSON.stringify({ oldState: { stateValue: from }, newState: { stateValue: to } }),
    });
    aws.answers('DescribeAlarmHistory', {
      AlarmHistoryItems: [item(3, 'ALARM', 'OK'), { HistoryData: 'null' }, item(2, 'OK', 'ALARM')],
    });
    const since = new Date(Date.UTC(2026, 2, 1));
    expect(await alarmChanges('a', since)).toEqual([
      { at: new Date(Date.UTC(2026, 2, 2, 2)), from: 'OK', to: 'ALARM' },
      { at: new Date(Date.UTC(2026, 2, 2, 3)), from: 'ALARM', to: 'OK' },
    ]);
    expect(aws.inputs()[0]).toMatchObject({
      AlarmName: 'a',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
      HistoryItemType: 'StateUpdate',
      StartDate: since.getTime() / 1_000,
    });
  });
});

describe('metricValues', () => {
  it('gives the values with their times, in one call', async () => {
    const [from, to] = [new Date(0), new Date(120_000)];
    aws.answers('GetMetricData', { MetricDataResults: [{ Timestamps: [0, 120], Values: [1] }] });
    expect(await metricValues(metric, { from, to, period: 60 })).toEqual([{ at: from, value: 1 }]);
    expect(aws.inputs()[0]).toMatchObject({
      MetricDataQueries: [{ MetricStat: { Metric: asked, Period: 60, Stat: 'Average' } }],
      StartTime: 0,
      EndTime: 120,
      ScanBy: 'TimestampAscending',
    });
  });
});
