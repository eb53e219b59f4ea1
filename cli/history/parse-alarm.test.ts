import { parseAlarm } from './parse-alarm';

const ARN = 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:web-1 CPU';
const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alerts';
const least = { AlarmName: 'web-1 CPU', AlarmArn: ARN, StateValue: 'OK' };
const CPU = {
  MetricName: 'CPUUtilization',
  Namespace: 'AWS/EC2',
  Dimensions: [{ Name: 'InstanceId', Value: 'i-1' }],
};
const cpu = { namespace: 'AWS/EC2', name: 'CPUUtilization', dimensions: { InstanceId: 'i-1' } };

describe('parseAlarm', () => {
  it('reads an alarm over one metric', () => {
    const alarm = parseAlarm('metric', {
      ...least,
      ...{ ...CPU, Statistic: 'Average', Period: 300, EvaluationPeriods: 3, DatapointsToAlarm: 2 },
      AlarmDescription: 'busy',
      ActionsEnabled: false,
      AlarmActions: [TOPIC],
      Threshold: 90,
      ComparisonOperator: 'GreaterThanThreshold',
      TreatMissingData: 'breaching',
      StateUpdatedTimestamp: new Date('2026-11-30T00:00:00Z'),
      StateTransitionedTimestamp: new Date('2026-11-20T00:00:00Z'),
    });
    expect(alarm).toEqual({
      kind: 'metric',
      name: 'web-1 CPU',
      arn: ARN,
      description: 'busy',
      actionsEnabled: false,
      alarmActions: [TOPIC],
      okActions: [],
      insufficientDataActions: [],
      state: 'OK',
      stateChangedAt: '2026-11-20T00:00:00.000Z',
      threshold: 90,
      comparison: 'GreaterThanThreshold',
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      missing: 'breaching',
      metrics: [{ id: 'm1', returned: true, stat: { ...cpu, period: 300, statistic: 'Average' } }],
    });
  });

  it.each<[string, object, object]>([
    ['a percentile', { ...CPU, ExtendedStatistic: 'p99' }, { metrics: [{ stat: { statistic: 'p99' } }] }],
    ['a composite alarm', { AlarmRule: 'ALARM("a")' }, { rule: 'ALARM("a")', metrics: [] }],
    [
      'how often a log alarm looks',
      { QueryResultsToEvaluate: 3, QueryResultsToAlarm: 2 },
      {
        evaluationPeriods: 3,
        datapointsToAlarm: 2,
      },
    ],
    ['actions that are on, where nothing says so', {}, { actionsEnabled: true }],
    [
      'the last update, where the change has no time',
      { StateUpdatedTimestamp: new Date(0) },
      {
        stateChangedAt: '1970-01-01T00:00:00.000Z',
      },
    ],
    [
      'an expression over metrics',
      {
        Metrics: [
          { Id: 'e1', Expression: 'm1 / 2', Label: 'half' },
          { Id: 'm1', MetricStat: { Metric: CPU, Period: 60, Stat: 'Sum' }, ReturnData: false },
        ],
      },
      {
        metrics: [
          { id: 'e1', expression: 'm1 / 2', label: 'half', returned: true },
          { id: 'm1', returned: false, stat: { ...cpu, period: 60, statistic: 'Sum' } },
        ],
      },
    ],
  ])('reads %s', (_, fields, read) => {
    expect(parseAlarm('metric', { ...least, ...fields })).toMatchObject(read);
  });

  it.each<[string, unknown]>([
    ['no alarm', null],
    ['a text', 'web-1'],
    ['one without a name', { ...least, AlarmName: undefined }],
    ['one whose name is a number', { ...least, AlarmName: 7 }],
    ['an unknown state', { ...least, StateValue: 'MAYBE' }],
    ['actions that are none', { ...least, AlarmActions: 'topic' }],
    ['a threshold in words', { ...least, Threshold: 'much' }],
    ['dimensions that are none', { ...least, ...CPU, Dimensions: [null] }],
    ['a query that is none', { ...least, Metrics: [7] }],
    ['no time', { ...least, StateUpdatedTimestamp: new Date(Number.NaN) }],
  ])('does not take %s', (_, alarm) => {
    expect(parseAlarm('metric', alarm)).toBeUndefined();
  });

  it('hides secrets and lines in every text', () => {
    const text = 'x\npassword=hunter2';
    const alarm = parseAlarm('metric', {
      ...{ AlarmName: text, AlarmArn: text, StateValue: 'OK', AlarmDescription: text, AlarmRule: text },
      ...{ AlarmActions: [text], OKActions: [text], InsufficientDataActions: [text], TreatMissingData: text },
      ComparisonOperator: text,
      Metrics: [
        { Id: text, Expression: text, Label: text },
        {
          Id: text,
          MetricStat: {
            Metric: { MetricName: text, Namespace: text, Dimensions: [{ Name: text, Value: text }] },
            ...{ Stat: text, Unit: text },
          },
        },
      ],
    });
    expect(alarm?.name).toBe('x password=‹password›');
    expect(alarm?.description).toBe('x\npassword=‹password›');
    expect(JSON.stringify(alarm)).not.toContain('hunter2');
  });
});
