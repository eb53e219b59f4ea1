/** What the demo and the e2e tests do to AWS from outside, as an operator or AWS itself would. */
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';

const METRIC = { Namespace: 'AWS/EC2', MetricName: 'CPUUtilization' };
/** The demo's busy instance. */
export const CPU_INSTANCE = 'i-0a1b2c3d4e5f60718';
const DIMENSIONS = [{ Name: 'InstanceId', Value: CPU_INSTANCE }];

/** The name of the demo's alarm. */
export const CPU_ALARM = 'web-1 CPU high';

/** The alarm of many tutorials: an average of 50 % or more for one minute. */
export async function putCpuAlarm(topicArn: string, name = CPU_ALARM): Promise<void> {
  await new CloudWatchClient().send(
    new PutMetricAlarmCommand({
      ...METRIC,
      Dimensions: DIMENSIONS,
      AlarmName: name,
      AlarmDescription: 'The web server is busy.',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 50,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topicArn],
      OKActions: [topicArn],
    }),
  );
}

let weight = 1;

/**
 * Puts a datum, in percent. The average of a minute is made of all its data, so each counts ten times as much as those
 * before it, and the alarm follows at once.
 */
export async function putCpu(percent: number): Promise<void> {
  weight *= 10;
  const datum = { Dimensions: DIMENSIONS, Values: [percent], Counts: [weight], Timestamp: new Date() };
  await new CloudWatchClient().send(
    new PutMetricDataCommand({
      Namespace: METRIC.Namespace,
      MetricData: [{ MetricName: METRIC.MetricName, Unit: 'Percent', ...datum }],
    }),
  );
}
