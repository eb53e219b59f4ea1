import { fixture, messagesOf } from '../../test/fixture';
import { parseAlarmStateChange } from '../parsing/alarm-event';
import { parseAlarmMessage } from '../parsing/alarm-message';
import { headline, label } from './headline';
import { dimensionsOf, instanceIdOf, subjectOf } from './subject';

const bySns = (name: string, change: object = {}) =>
  parseAlarmMessage({ ...Object(messagesOf(name)[0]), ...change });

/** An alarm over one metric with these dimensions. */
function over(namespace: string, metric: string, dimensions: Record<string, string>) {
  const Trigger = {
    ...Object(messagesOf('cpu-high')[0]).Trigger,
    Namespace: namespace,
    MetricName: metric,
    Dimensions: Object.entries(dimensions).map(([name, value]) => ({ name, value })),
  };
  return bySns('cpu-high', { Trigger, AlarmName: 'the alarm', AlarmDescription: null });
}

describe('subjectOf', () => {
  it.each<[string, Record<string, string>, string]>([
    ['an instance without a name', { InstanceId: 'i-1' }, 'i-1'],
    ['a database', { DBInstanceIdentifier: 'orders-db' }, 'orders-db'],
    ['a load balancer', { LoadBalancer: 'app/orders/50dc6c495c0c9188' }, 'orders'],
    [
      'a target group before its load balancer',
      { LoadBalancer: 'app/a/50dc6c495c0c9188', TargetGroup: 'targetgroup/b/73e2d6bc24d8a067' },
      'b',
    ],
    ['a service before its cluster', { ClusterName: 'main', ServiceName: 'web' }, 'web'],
    [
      'a state machine',
      { StateMachineArn: 'arn:aws:states:ap-northeast-2:123456789012:stateMachine:orders' },
      'orders',
    ],
    ['a certificate', { CertificateArn: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/1-2' }, '1-2'],
    ['a cluster of Kafka', { 'Cluster Name': 'events', 'Broker ID': '1' }, 'events'],
    ['nothing that people know', { Shard: '7' }, 'the alarm'],
    ['nothing at all', {}, 'the alarm'],
  ])('of %s', (_, dimensions, thing) => {
    const subject = subjectOf(over('Some/Space', 'Some', dimensions));
    expect([subject.thing, subject.isAlarm]).toEqual([thing, thing === 'the alarm']);
  });

  it('calls an instance by its name where that is known', () => {
    expect(subjectOf(bySns('cpu-high'), 'web-1').thing).toBe('web-1');
    expect(subjectOf(bySns('alarm-no-arn'), 'web-1').thing).toBe('orders');
  });

  it.each([
    [
      'a disk',
      over('CWAgent', 'disk_used_percent', { InstanceId: 'i-1', path: '/', fstype: 'xfs' }),
      'disk /',
    ],
    [
      'a disk of Windows',
      over('CWAgent', 'LogicalDisk % Free Space', { InstanceId: 'i-1', instance: 'C:' }),
      'free disk space C:',
    ],
    ['CPU of all cores', over('CWAgent', 'cpu_usage_active', { InstanceId: 'i-1', cpu: 'cpu-total' }), 'CPU'],
    ['a metric of their own', over('Shop', 'OrdersFailed', {}), 'OrdersFailed'],
    ['a flag', over('AWS/EC2', 'StatusCheckFailed', { InstanceId: 'i-1' }), 'StatusCheckFailed'],
    ['metric math with a label', bySns('math'), '5xx rate'],
    ['a query', bySns('contributor'), 'ConsumedWriteCapacityUnits'],
    ['a composite alarm', bySns('composite'), ''],
  ])('says what of it is watched: %s', (_, alarm, what) => {
    expect(subjectOf(alarm).what).toBe(what);
  });

  it('knows the process that may be dead', () => {
    expect(subjectOf(bySns('process-down')).process).toBe('httpd');
    expect(subjectOf(bySns('cpu-high')).process).toBeUndefined();
  });

  const math = (expression: string, label: string | undefined) => {
    const alarm = bySns('math');
    return subjectOf(alarm.kind === 'math' ? { ...alarm, expression, label } : alarm);
  };

  it.each([
    ['m1/m2*100', '5xx rate', 'percent'],
    ['100*(m1/m2)', undefined, 'percent'],
    ['(m1/m2) * 100.0', undefined, 'percent'],
    ['m1/m2', 'share in %', 'percent'],
    ['m1+m2', 'errors', 'count'],
    ['m1*1000', undefined, 'count'],
  ])('takes %s (%s) for %s', (expression, name, unit) => {
    expect(math(expression, name).known).toMatchObject({ unit });
  });

  it('says nothing of a label that CloudWatch has made', () => {
    expect(math('m1+m2', 'Expression1').what).toBe('value');
  });
});

describe('dimensionsOf', () => {
  it('are those that all metrics have in common', () => {
    const alarm = bySns('math');
    expect(dimensionsOf(alarm)).toEqual({ LoadBalancer: 'app/web/50dc6c495c0c9188' });
    const [first, ...others] = alarm.kind === 'math' ? alarm.metrics : [];
    const other = first && { ...first, dimensions: { LoadBalancer: 'app/other/50dc6c495c0c9188' } };
    if (alarm.kind !== 'math' || !other) throw new Error('expected metric math');
    expect(dimensionsOf({ ...alarm, metrics: [other, ...others] })).toEqual({});
  });

  it('are those of a contributor alone', () => {
    expect(dimensionsOf(bySns('contributor'))).toEqual({ TableName: 'orders' });
    expect(instanceIdOf(bySns('contributor', { AlarmContributorAttributes: { InstanceId: 'i-7' } }))).toBe(
      'i-7',
    );
  });
});

describe('label', () => {
  it.each([
    ['a disk', over('CWAgent', 'disk_used_percent', { InstanceId: 'i-1', path: '/' }), 'web-1: disk /'],
    ['a process', bySns('process-down'), 'web-1: httpd'],
    ['a composite alarm', bySns('composite'), 'web-degraded'],
    [
      'a contributor without what people know',
      bySns('contributor', { AlarmContributorAttributes: { Shard: '7', Zone: 'a' } }),
      'DynamoDBInsightsAlarm (7, a): ConsumedWriteCapacityUnits',
    ],
  ])('of %s, whatever its state', (_, alarm, expected) => {
    expect(label(subjectOf(alarm, 'web-1'))).toBe(expected);
  });
});

describe('a headline', () => {
  it('is the same by whatever way the alarm comes', () => {
    const [one, other] = [bySns('cpu-high'), parseAlarmStateChange(fixture('alarm-eventbridge'))];
    expect(headline(one, subjectOf(one))).toBe(headline(other, subjectOf(other)));
  });
});
