/** The alarm of events/process-down.json as CloudWatch describes it, for tests of the restarter. */
import type { DescribedAlarm } from '../shared/aws/cloudwatch';

export const rangAt = new Date('2022-06-28T01:57:35.603Z');
export const TOPIC = 'arn:aws:sns:ap-northeast-2:123456789012:alerts';

export const processAlarm: DescribedAlarm = {
  name: 'httpd-process-down',
  arn: 'arn:aws:cloudwatch:ap-northeast-2:123456789012:alarm:httpd-process-down',
  state: 'ALARM',
  changedAt: rangAt,
  configuredAt: new Date('2022-06-28T01:56:39.773Z'),
  actionsEnabled: true,
  description: 'httpd-process-down',
  namespace: 'CWAgent',
  metric: 'procstat_lookup_pid_count',
  dimensions: {
    exe: 'httpd',
    InstanceId: 'i-03e6aec1a93443558',
    ImageId: 'ami-0fd0765afb77bcca7',
    pid_finder: 'native',
    InstanceType: 't2.micro',
  },
  statistic: 'Sum',
  comparison: 'LessThanOrEqualToThreshold',
  threshold: 0,
  period: 60,
  needed: 1,
  of: 1,
  missing: 'missing',
  alarmActions: [TOPIC],
  okActions: [],
  insufficientDataActions: [],
  extras: {},
};
