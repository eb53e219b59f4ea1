import {
  CloudWatchClient,
  CloudWatchServiceException,
  DeleteAlarmsCommand,
  DescribeAlarmsCommand,
  DisableAlarmActionsCommand,
  EnableAlarmActionsCommand,
  GetMetricStatisticsCommand,
  ListMetricsCommand,
  ListTagsForResourceCommand,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import {
  type AlarmSettings,
  agentMetrics,
  alarmsNamed,
  alarmTags,
  deleteAlarms,
  describeAlarm,
  disableActions,
  enableActions,
  hasReported,
  hasReportedForDays,
  putAlarm,
  resetState,
  tagAlarm,
  untagAlarm,
  wasAboveZero,
} from './cloudwatch';

const client = mockClient(CloudWatchClient);
beforeEach(() => client.reset());

const refusal = (name: string) =>
  new CloudWatchServiceException({ name, message: name, $fault: 'client', $metadata: {} });

const settings: AlarmSettings = {
  name: 'alarm-responder-dev i-1 cpu-critical',
  description: 'severity: critical',
  namespace: 'AWS/EC2',
  metric: 'CPUUtilization',
  dimensions: { InstanceId: 'i-1' },
  statistic: 'Average',
  comparison: 'GreaterThanOrEqualToThreshold',
  threshold: 80,
  period: 60,
  needed: 2,
  of: 3,
  missing: 'missing',
  alarmActions: ['arn:alerts'],
  okActions: ['arn:alerts'],
  insufficientDataActions: [],
  extras: {},
};

const described = {
  AlarmName: settings.name,
  AlarmDescription: settings.description,
  Namespace: settings.namespace,
  MetricName: settings.metric,
  Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
  Statistic: 'Average' as const,
  ComparisonOperator: 'GreaterThanOrEqualToThreshold' as const,
  Threshold: 80,
  Period: 60,
  DatapointsToAlarm: 2,
  EvaluationPeriods: 3,
  TreatMissingData: 'missing',
  ActionsEnabled: false,
  AlarmActions: ['arn:alerts'],
  OKActions: ['arn:alerts'],
  InsufficientDataActions: [],
};

describe('describeAlarm', () => {
  const [updated, transitioned, configured] = [new Date(3_000), new Date(2_000), new Date(1_000)];

  it('gives an alarm of either kind with the time of its change, or nothing', async () => {
    client
      .on(DescribeAlarmsCommand)
      .resolvesOnce({
        MetricAlarms: [
          {
            ...described,
            StateTransitionedTimestamp: transitioned,
            StateUpdatedTimestamp: updated,
            AlarmConfigurationUpdatedTimestamp: configured,
          },
        ],
      })
      .resolvesOnce({ CompositeAlarms: [{ AlarmName: 'b', StateUpdatedTimestamp: updated }] })
      .resolves({});
    expect(await describeAlarm('a')).toMatchObject({
      ...settings,
      changedAt: transitioned,
      configuredAt: configured,
    });
    expect(await describeAlarm('b')).toMatchObject({ name: 'b', metric: '', changedAt: updated });
    expect(await describeAlarm('c')).toBeUndefined();
    expect(client.call(0).args[0].input).toEqual({
      AlarmNames: ['a'],
      AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
    });
  });

  it.each([
    ['empty', ''],
    ['too long', 'x'.repeat(256)],
    ['with a line break', 'a\nb'],
    ['half a character', '\ud800'],
  ])('asks nothing about a name that CloudWatch refuses: %s', async (_, name) => {
    expect(await describeAlarm(name)).toBeUndefined();
    expect(client.calls()).toEqual([]);
  });
});

describe('alarmsNamed', () => {
  it('gives the alarms of all pages, each page in its turn', async () => {
    client
      .on(DescribeAlarmsCommand, { AlarmNamePrefix: 'alarm-responder-dev i-1 ', MaxRecords: 100 })
      .resolvesOnce({
        MetricAlarms: [{ ...described, AlarmArn: 'arn:1', StateValue: 'OK' }],
        NextToken: '2',
      })
      .resolvesOnce({ MetricAlarms: [{ AlarmName: 'of a single period', EvaluationPeriods: 5 }] });
    const pace = jest.fn(async () => undefined);
    const [first, second] = await alarmsNamed('alarm-responder-dev i-1 ', pace);
    expect(first).toEqual({ ...settings, arn: 'arn:1', state: 'OK', actionsEnabled: false });
    expect(second).toMatchObject({
      needed: 5,
      of: 5,
      missing: 'missing',
      dimensions: {},
      actionsEnabled: true,
    });
    expect(pace).toHaveBeenCalledTimes(2);
  });
});

describe('putAlarm', () => {
  it('sends the whole configuration', async () => {
    await putAlarm(settings, false, { team: 'shop' });
    expect(client.commandCalls(PutMetricAlarmCommand)[0]?.args[0].input).toEqual({
      ...described,
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
  });

  it('gives back what people have set, in their own words', async () => {
    const extras = {
      ActionConfiguration: { AlarmTagsPropagation: { Enabled: true } },
      EvaluationWindow: { SlidingWindow: {} },
      WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: 10 },
    };
    client.on(DescribeAlarmsCommand).resolves({ MetricAlarms: [{ ...described, ...extras }] });
    const [there] = await alarmsNamed('alarm-responder-dev ', async () => undefined);
    if (!there) throw new Error('expected an alarm');
    await putAlarm(there, false, {});
    expect(client.commandCalls(PutMetricAlarmCommand)[0]?.args[0].input).toMatchObject(extras);
  });
});

describe('the verbs on many alarms', () => {
  it('send the names', async () => {
    await deleteAlarms(['a', 'b']);
    await enableActions(['a', 'b']);
    await disableActions(['a', 'b']);
    for (const command of [
      DeleteAlarmsCommand,
      EnableAlarmActionsCommand,
      DisableAlarmActionsCommand,
    ] as const) {
      expect(client.commandCalls(command)[0]?.args[0].input).toEqual({ AlarmNames: ['a', 'b'] });
    }
  });
});

describe('the verbs on one alarm', () => {
  it('set its state and its tags, and read them', async () => {
    client.on(ListTagsForResourceCommand, { ResourceARN: 'arn:1' }).resolves({
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    await resetState('a', 'it runs');
    await tagAlarm('arn:1', { team: 'shop' });
    await untagAlarm('arn:1', ['old']);
    expect(await alarmTags('arn:1')).toEqual({ team: 'shop' });
    expect(client.commandCalls(SetAlarmStateCommand)[0]?.args[0].input).toEqual({
      AlarmName: 'a',
      StateValue: 'INSUFFICIENT_DATA',
      StateReason: 'it runs',
    });
    expect(client.commandCalls(TagResourceCommand)[0]?.args[0].input).toEqual({
      ResourceARN: 'arn:1',
      Tags: [{ Key: 'team', Value: 'shop' }],
    });
    expect(client.commandCalls(UntagResourceCommand)[0]?.args[0].input).toEqual({
      ResourceARN: 'arn:1',
      TagKeys: ['old'],
    });
  });

  it('need nothing more when it has gone meanwhile, and do not take a refusal for that', async () => {
    client.onAnyCommand().rejects(refusal('ResourceNotFoundException'));
    await resetState('a', 'it runs');
    await tagAlarm('arn:1', {});
    await untagAlarm('arn:1', []);
    expect(await alarmTags('arn:1')).toEqual({});
    client.onAnyCommand().rejects(refusal('AccessDenied'));
    await expect(alarmTags('arn:1')).rejects.toThrow('AccessDenied');
  });
});

describe('agentMetrics', () => {
  it('gives the metrics of one instance, all pages', async () => {
    client
      .on(ListMetricsCommand)
      .resolvesOnce({
        Metrics: [
          {
            Namespace: 'CWAgent',
            MetricName: 'mem_used_percent',
            Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
          },
        ],
        NextToken: '2',
      })
      .resolvesOnce({});
    const pace = jest.fn(async () => undefined);
    expect(await agentMetrics('i-1', pace)).toEqual([
      { namespace: 'CWAgent', metric: 'mem_used_percent', dimensions: { InstanceId: 'i-1' } },
    ]);
    expect(pace).toHaveBeenCalledTimes(2);
    expect(client.commandCalls(ListMetricsCommand)[1]?.args[0].input).toEqual({
      Namespace: 'CWAgent',
      Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
      RecentlyActive: 'PT3H',
      NextToken: '2',
    });
  });

  it('asks for every instance without a value', async () => {
    client.on(ListMetricsCommand).resolves({});
    await agentMetrics(undefined, async () => undefined);
    expect(client.commandCalls(ListMetricsCommand)[0]?.args[0].input.Dimensions).toEqual([
      { Name: 'InstanceId' },
    ]);
  });
});

describe('hasReported', () => {
  it('knows whether there is a datapoint', async () => {
    const metric = { namespace: 'CWAgent', metric: 'mem_used_percent', dimensions: { InstanceId: 'i-1' } };
    const [StartTime, EndTime] = [new Date(0), new Date(60_000)];
    client
      .on(GetMetricStatisticsCommand, { StartTime, EndTime, Namespace: 'CWAgent' })
      .resolvesOnce({ Datapoints: [] })
      .resolvesOnce({ Datapoints: [{ SampleCount: 1 }] });
    expect(await hasReported(metric, StartTime, EndTime)).toBe(false);
    expect(await hasReported(metric, StartTime, EndTime)).toBe(true);
  });
});

describe('hasReportedForDays', () => {
  it('asks for whole days, as CloudWatch gives no more than 1,440 datapoints', async () => {
    const metric = { namespace: 'CWAgent', metric: 'disk_used_percent', dimensions: { path: '/' } };
    const [StartTime, EndTime] = [new Date(0), new Date(14 * 86_400_000)];
    client
      .on(GetMetricStatisticsCommand, { StartTime, EndTime, Period: 86_400, Statistics: ['SampleCount'] })
      .resolvesOnce({ Datapoints: [] })
      .resolves({ Datapoints: [{ SampleCount: 1 }] });
    expect(await hasReportedForDays(metric, StartTime, EndTime)).toBe(false);
    expect(await hasReportedForDays(metric, StartTime, EndTime)).toBe(true);
  });
});

describe('wasAboveZero', () => {
  it('knows whether any of the datapoints was', async () => {
    const metric = {
      namespace: 'CWAgent',
      metric: 'procstat_lookup_pid_count',
      dimensions: { exe: 'httpd' },
    };
    const [StartTime, EndTime] = [new Date(0), new Date(86_400_000)];
    client
      .on(GetMetricStatisticsCommand, { StartTime, EndTime, Period: 3_600, Statistics: ['Maximum'] })
      .resolvesOnce({ Datapoints: [{ Maximum: 0 }, { Maximum: 0 }] })
      .resolvesOnce({ Datapoints: [{ Maximum: 0 }, { Maximum: 2 }] });
    expect(await wasAboveZero(metric, StartTime, EndTime)).toBe(false);
    expect(await wasAboveZero(metric, StartTime, EndTime)).toBe(true);
  });
});
