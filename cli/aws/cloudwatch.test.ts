import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListMetricsCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { agentDimensions, alarmsActingOn, alarmsNotifying, setState, stateOf } from './cloudwatch';

const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alerts';
const client = mockClient(CloudWatchClient);
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});
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
    expect((await alarmsActingOn('arn:x')).map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    expect(client.commandCalls(DescribeAlarmsCommand)).toHaveLength(2);
    expect(client.commandCalls(DescribeAlarmsCommand)[1]?.args[0].input).toEqual({
      ActionPrefix: 'arn:x',
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
      NextToken: '2',
    });
  });
});

describe('what commands read of alarms and agents', () => {
  it('alarmsNotifying gives metric and composite alarms with exactly this action', async () => {
    client.on(DescribeAlarmsCommand).resolves({
      MetricAlarms: [
        {
          ...{ AlarmName: 'cpu', AlarmActions: [TOPIC], ActionsEnabled: false, StateValue: 'OK' },
          ...{ MetricName: 'CPUUtilization', Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }] },
        },
      ],
      CompositeAlarms: [
        { AlarmName: 'all', AlarmActions: [TOPIC] },
        { AlarmName: 'other', AlarmActions: [`${TOPIC}-of-somebody`] },
      ],
    });
    expect(await alarmsNotifying(TOPIC)).toMatchObject([
      {
        name: 'cpu',
        actionsEnabled: false,
        state: 'OK',
        metric: 'CPUUtilization',
        dimensions: { InstanceId: 'i-1' },
      },
      { name: 'all', actionsEnabled: true, metric: '', dimensions: {} },
    ]);
  });

  it('stateOf and setState read and set', async () => {
    const since = new Date(0);
    client.on(DescribeAlarmsCommand).resolvesOnce({
      MetricAlarms: [{ StateValue: 'OK', StateUpdatedTimestamp: since }],
    });
    expect(await stateOf('canary')).toEqual({ state: 'OK', since });
    client.on(DescribeAlarmsCommand).resolves({});
    expect(await stateOf('canary')).toBeUndefined();
    client.on(SetAlarmStateCommand).resolves({});
    await setState('canary', 'ALARM', 'doctor');
    expect(client.commandCalls(SetAlarmStateCommand)[0]?.args[0].input).toEqual({
      AlarmName: 'canary',
      StateValue: 'ALARM',
      StateReason: 'doctor',
    });
  });

  it('agentDimensions reads every page', async () => {
    client
      .on(ListMetricsCommand)
      .resolvesOnce({ Metrics: [{ Dimensions: [{ Name: 'host', Value: 'a' }] }], NextToken: 'next' })
      .resolvesOnce({ Metrics: [{ Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }] }] });
    expect(await agentDimensions()).toEqual([{ host: 'a' }, { InstanceId: 'i-1' }]);
  });
});
