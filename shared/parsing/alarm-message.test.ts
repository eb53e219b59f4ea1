import { messagesOf } from '../../test/fixture';
import { EventParseError } from '../errors';
import { parseAlarmMessage } from './alarm-message';

/** A real message with one change; `undefined` takes a key away, as JSON does. */
const message = (name: string, change: Record<string, unknown> = {}): unknown =>
  JSON.parse(JSON.stringify({ ...Object(messagesOf(name)[0]), ...change }));

const trigger = (change: Record<string, unknown>) => ({
  Trigger: { ...Object(Object(message('cpu-high')).Trigger), ...change },
});

describe('parseAlarmMessage', () => {
  it.each<[string, unknown, object]>([
    ['reads a metric alarm', message('cpu-high'), { kind: 'metric', metric: { statistic: 'Average' } }],
    ['reads metric math', message('math'), { kind: 'math' }],
    [
      'reads an anomaly band',
      message('anomaly'),
      { kind: 'anomaly', condition: { comparison: 'outside-band' } },
    ],
    ['reads a composite alarm', message('composite'), { kind: 'composite', children: [{ state: 'ALARM' }] }],
    [
      'reads one contributor to an alarm over many time series',
      message('contributor'),
      {
        kind: 'math',
        previousState: 'OK',
        contributor: { id: '6d442278dba546f6', attributes: { TableName: 'orders' } },
      },
    ],
    [
      'takes a contributor without attributes',
      message('contributor', { AlarmContributorAttributes: null }),
      { contributor: { id: '6d442278dba546f6', attributes: {} } },
    ],
    ['reads no contributor where there is none', message('math'), { contributor: undefined }],
    [
      'knows no kind without trigger and rule',
      message('cpu-high', { Trigger: undefined }),
      { kind: 'other' },
    ],
    ['knows no kind of a trigger without metric', message('cpu-high', { Trigger: {} }), { kind: 'other' }],
    [
      'takes a missing description',
      message('cpu-high', { AlarmDescription: undefined }),
      { description: undefined },
    ],
    ['takes an empty description', message('cpu-high', { AlarmDescription: '' }), { description: undefined }],
    [
      'takes dimensions of any name',
      message('cpu-high', trigger({ Dimensions: [{ name: '__proto__', value: 'x' }] })),
      { kind: 'metric' },
    ],
    [
      'keeps a percentile as it is',
      message('cpu-high', trigger({ ExtendedStatistic: 'p99.9' })),
      { metric: { statistic: 'p99.9' } },
    ],
    [
      'takes dimensions as the API spells them',
      message('cpu-high', trigger({ Dimensions: [{ Name: 'a', Value: 'b' }] })),
      { metric: { dimensions: { a: 'b' } } },
    ],
    [
      'takes a comparison it does not know from the reason',
      message('cpu-high', trigger({ ComparisonOperator: 'constructor' })),
      { condition: { comparison: 'at-or-above' } },
    ],
  ])('%s', (_, input, expected) => {
    expect(parseAlarmMessage(input)).toMatchObject(expected);
  });

  it('makes a plain record of the dimensions', () => {
    expect(parseAlarmMessage(message('process-down'))).toMatchObject({
      metric: { dimensions: { exe: 'httpd', InstanceId: 'i-03e6aec1a93443558', pid_finder: 'native' } },
    });
  });

  it('takes the region id from the alarm’s ARN, else from the topic’s', () => {
    const topic = 'arn:aws:sns:eu-west-1:000000000000:cloudwatch-alarms';
    expect(parseAlarmMessage(message('cpu-high'), topic).region).toBe('ap-northeast-2');
    expect(parseAlarmMessage(message('alarm'), topic).region).toBe('eu-west-1');
    expect(parseAlarmMessage(message('alarm')).region).toBeUndefined();
  });

  it.each<[string, unknown, string]>([
    ['the whole', 42, '(the whole event)'],
    ['the state', message('cpu-high', { NewStateValue: 'BROKEN' }), 'NewStateValue'],
    ['no time', message('cpu-high', { StateChangeTime: null }), 'StateChangeTime'],
    ['a time that is none', message('cpu-high', { StateChangeTime: '1' }), 'StateChangeTime'],
    [
      'a metric without name',
      message('math', { Trigger: { Metrics: [{ Id: 'a', MetricStat: { Metric: {} } }] } }),
      'Trigger.Metrics.0.MetricStat.Metric.MetricName',
    ],
  ])('names the path of what is wrong: %s', (_, input, path) => {
    const failing = () => parseAlarmMessage(input);
    expect(failing).toThrow(EventParseError);
    expect(failing).toThrow(
      expect.objectContaining({ path, message: expect.stringContaining(`at ${path}`) }),
    );
  });
});
