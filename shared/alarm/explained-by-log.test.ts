import fc from 'fast-check';
import { fixture, messagesOf } from '../../test/fixture';
import { EventParseError } from '../errors';
import { parseAlarmStateChange } from '../parsing/alarm-event';
import { isCpuMetric } from './cpu';
import { explainingLog } from './explained-by-log';

const message = (name: string, change: object = {}) => ({ ...Object(messagesOf(name)[0]), ...change });
const trigger = (change: object) => ({ Trigger: { ...message('cpu-high').Trigger, ...change } });

const event = Object(fixture('alarm-eventbridge'));
const changed = (detail: object, rest: object = {}) => ({
  ...event,
  ...rest,
  detail: { ...event.detail, ...detail },
});
const [query] = event.detail.configuration.metrics;
const over = (...metrics: unknown[]) => changed({ configuration: { metrics } });
const metric = (namespace: string, name: string) => ({
  id: 'm1',
  metricStat: { metric: { namespace, name }, period: 60, stat: 'Average' },
  returnData: true,
});
const state = (change: object) => changed({ state: { ...event.detail.state, ...change } });

describe('explainingLog', () => {
  it.each<[string, unknown, ReturnType<typeof explainingLog>]>([
    ['a CPU alarm', message('cpu-high'), 'cpu'],
    [
      'the agent’s CPU',
      message('cpu-high', trigger({ Namespace: 'CWAgent', MetricName: 'cpu_usage_user' })),
      'cpu',
    ],
    ['watched buckets', message('s3-access'), 'bucket access'],
    ['its OK', message('alarm-ok'), undefined],
    ['one written as `Metrics`', message('cpu-high', { Trigger: { Metrics: [query] } }), undefined],
    ['metric math', message('math'), undefined],
    ['a contributor', message('cpu-high', { AlarmContributorId: '6d442278dba546f6' }), undefined],
    ['no contributor, in so many words', message('cpu-high', { AlarmContributorId: null }), 'cpu'],
    ['another contributor', message('contributor'), undefined],
  ])('says of an SNS message about %s', (_, content, expected) => {
    expect(explainingLog(content)).toBe(expected);
  });

  it.each<[string, unknown, ReturnType<typeof explainingLog>]>([
    ['a CPU alarm', event, 'cpu'],
    ['the agent’s CPU', over(metric('CWAgent', 'cpu_usage_active')), 'cpu'],
    ['watched buckets', over(metric('AlarmResponder/prod', 'WatchedBucketAccess')), 'bucket access'],
    ['a metric without expression, in so many words', over({ ...query, expression: null }), 'cpu'],
    ['its OK', state({ value: 'OK' }), undefined],
    ['no data', state({ value: 'INSUFFICIENT_DATA' }), undefined],
    ['another CPU', over(metric('AWS/RDS', 'CPUUtilization')), undefined],
    ['another metric of EC2', over(metric('AWS/EC2', 'CPUCreditBalance')), undefined],
    ['two metrics', over(query, query), undefined],
    ['no metric', over(), undefined],
    [
      'metric math over it',
      over({ ...query, returnData: false }, { id: 'e1', expression: 'm1*2', returnData: true }),
      undefined,
    ],
    ['an expression alone', over({ id: 'e1', expression: 'SELECT AVG(CPUUtilization)' }), undefined],
    ['a composite alarm', fixture('alarm-eventbridge-composite'), undefined],
    ['a contributor', fixture('contributor-eventbridge'), undefined],
    [
      'a contributor over one metric',
      { ...event, 'detail-type': 'CloudWatch Alarm Contributor State Change' },
      undefined,
    ],
    ['an alarm over contributors', fixture('contributors-parent-eventbridge'), undefined],
    [
      'an alarm that is muted',
      changed({ muteDetail: { mutedByArn: 'arn:aws:cloudwatch:…:alarm-mute-rule:night' } }),
      undefined,
    ],
    ['an alarm whose actions are suppressed', state({ actionsSuppressedBy: 'WaitPeriod' }), undefined],
    ['a new configuration', { ...event, 'detail-type': 'CloudWatch Alarm Configuration Change' }, undefined],
  ])('says of an event of EventBridge about %s', (_, content, expected) => {
    expect(explainingLog(content)).toBe(expected);
  });

  it('is undefined of an alarm that calls a function itself: cpuAlerter never gets it', () => {
    const { detail, account, region, resources } = event;
    const action = { alarmArn: resources[0], accountId: account, region, alarmData: detail };
    expect(explainingLog(action)).toBeUndefined();
  });

  it.each([undefined, null, 42, '', [], {}])('is undefined of %p', (content) => {
    expect(explainingLog(content)).toBeUndefined();
  });

  it('takes of EventBridge nothing but an alarm over one metric in ALARM, whatever an event contains', () => {
    const odd = fc.oneof(fc.constantFrom(null, undefined, '', 'ALARM', 'OK', []), fc.anything());
    const metrics = fc.array(
      fc.record(
        { id: fc.string(), expression: odd, metricStat: fc.oneof(fc.constant(query.metricStat), odd) },
        { requiredKeys: ['id'] },
      ),
      { maxLength: 2 },
    );
    const configuration = fc.record({ metrics, alarmRule: odd }, { requiredKeys: ['metrics'] });
    fc.assert(
      fc.property(configuration, odd, (made, value) => {
        const content = JSON.parse(JSON.stringify(changed({ configuration: made, extra: value })));
        if (explainingLog(content) === undefined) return;
        try {
          const alarm = parseAlarmStateChange(content);
          expect(alarm).toMatchObject({ kind: 'metric', state: 'ALARM' });
          expect(alarm.kind === 'metric' && isCpuMetric(alarm.metric)).toBe(true);
        } catch (error) {
          if (!(error instanceof EventParseError)) throw error;
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
