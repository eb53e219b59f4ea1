import { fixture, messagesOf } from '../../test/fixture';
import { parseAlarmAction, parseAlarmStateChange } from './alarm-event';
import { parseAlarmMessage } from './alarm-message';

describe('parseAlarmStateChange', () => {
  it('says the same as SNS about the same change', () => {
    const bySns = parseAlarmMessage(messagesOf('cpu-high')[0]);
    const byEventBridge = parseAlarmStateChange(fixture('alarm-eventbridge'));
    const { condition, regionName, ...same } = Object(bySns);
    expect(byEventBridge).toMatchObject({ ...same, regionName: undefined });
    expect(byEventBridge).toMatchObject({
      condition: { comparison: 'at-or-above', threshold: 50, period: 60 },
    });
  });

  it('reads the children of a composite alarm from the reason’s data', () => {
    expect(parseAlarmStateChange(fixture('alarm-eventbridge-composite'))).toMatchObject({
      kind: 'composite',
      children: [{ state: 'ALARM' }],
    });
  });

  it('says who suppresses the actions', () => {
    const event = Object(fixture('alarm-eventbridge'));
    const muteDetail = { mutedByArn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm-mute-rule:night' };
    const muted = parseAlarmStateChange({ ...event, detail: { ...event.detail, muteDetail } });
    expect(muted.suppressedBy).toBe(muteDetail.mutedByArn);
    expect(parseAlarmStateChange(fixture('alarm-eventbridge-composite')).suppressedBy).toMatch(/\w+/);
    expect(parseAlarmStateChange(event).suppressedBy).toBeUndefined();
  });

  it('reads one contributor to an alarm over many time series', () => {
    expect(parseAlarmStateChange(fixture('contributor-eventbridge'))).toMatchObject({
      name: 'DynamoDBInsightsAlarm',
      state: 'ALARM',
      previousState: undefined,
      kind: 'math',
      contributor: { id: '6d442278dba546f6', attributes: { TableName: 'orders' } },
      condition: { comparison: 'below', threshold: 1 },
      reading: { value: 0 },
    });
  });

  it('reads the alarm itself, which is no contributor', () => {
    expect(parseAlarmStateChange(fixture('contributors-parent-eventbridge'))).toMatchObject({
      name: 'DynamoDBInsightsAlarm',
      previousState: 'INSUFFICIENT_DATA',
      reason: '6 out of 6 time series evaluated to ALARM',
      contributor: undefined,
    });
  });

  it('names the path of what is wrong', () => {
    const event = Object(fixture('alarm-eventbridge'));
    expect(() => parseAlarmStateChange({ ...event, detail: { ...event.detail, state: {} } })).toThrow(
      'Not a CloudWatch Alarm State Change: expected "value" at detail.state.value, got undefined',
    );
  });
});

describe('parseAlarmAction', () => {
  const event = Object(fixture('alarm-direct'));

  it('reads what CloudWatch hands to a function directly', () => {
    expect(parseAlarmAction(event)).toMatchObject({
      kind: 'metric',
      account: '123456789012',
      region: 'ap-northeast-2',
    });
  });

  it('reads one contributor to an alarm over many time series', () => {
    const { detail, account, region, resources } = Object(fixture('contributor-eventbridge'));
    const action = { alarmArn: resources[0], accountId: account, region, alarmData: detail };
    expect(parseAlarmAction(action)).toEqual(parseAlarmStateChange(fixture('contributor-eventbridge')));
  });

  it('reads AWS’s own sample with its stray spaces and its broken reason data', () => {
    const { state } = event.alarmData;
    const alarm = parseAlarmAction({
      ...event,
      alarmArn: 'arn:aws:cloudwatch:us-east-1: 444455556666:alarm:lambda-demo-metric-alarm',
      alarmData: {
        ...event.alarmData,
        state: {
          ...state,
          timestamp: '2023-08-04T12: 36: 15.490+0000',
          reasonData: '{"version": "1.0", "queryDate: "',
        },
        configuration: { alarmRule: 'ALARM(a)' },
      },
    });
    expect(alarm).toMatchObject({
      arn: 'arn:aws:cloudwatch:us-east-1:444455556666:alarm:lambda-demo-metric-alarm',
      region: 'us-east-1',
      changedAt: new Date('2023-08-04T12:36:15.490Z'),
      children: [],
    });
  });
});
