import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { alarmState, alarmsActingOn } from './cloudwatch';

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
