/** The demo's alarms. CloudWatch's emulator words its reasons its own way, so states are set in AWS's words. */
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  type PutMetricAlarmCommandInput,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { PROCESS_ALARM } from '../../shared/alarm/process';

const cloudWatch = new CloudWatchClient();

export type DemoAlarm = Pick<PutMetricAlarmCommandInput, 'Namespace' | 'MetricName' | 'Dimensions'> & {
  AlarmName: string;
  Threshold: number;
  AlarmDescription?: string;
};

export async function putAlarm(alarm: DemoAlarm, topicArn: string): Promise<void> {
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      AlarmActions: [topicArn],
      OKActions: [topicArn],
      ...alarm,
    }),
  );
}

const two = (part: number): string => String(part).padStart(2, '0');

/** As AWS puts it: `[91.7 (02/03/26 03:10:00)]`. */
function datapoint(value: number): string {
  const at = new Date();
  const date = [at.getUTCDate(), at.getUTCMonth() + 1, at.getUTCFullYear() % 100].map(two).join('/');
  return `[${value} (${date} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:00)]`;
}

async function setWithReason(AlarmName: string, StateValue: 'ALARM' | 'OK', words: string): Promise<void> {
  const StateReason = `Threshold Crossed: 1 datapoint ${words}.`;
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, StateValue, StateReason }));
}

/** The alarm rings, or is over, at this value. */
export function setState(
  { AlarmName, Threshold }: DemoAlarm,
  state: 'ALARM' | 'OK',
  value: number,
): Promise<void> {
  const relation = `${state === 'ALARM' ? 'was' : 'was not'} greater than or equal to`;
  return setWithReason(
    AlarmName,
    state,
    `${datapoint(value)} ${relation} the threshold (${Threshold.toFixed(1)})`,
  );
}

/** None of the process is left. */
export const setDead = (alarmName: string): Promise<void> =>
  setWithReason(
    alarmName,
    'ALARM',
    `${datapoint(0)} was less than or equal to the threshold (${PROCESS_ALARM.threshold.toFixed(1)})`,
  );

/** What the agent reports: over EC2's own metric lie the alarms that the service has made, which would ring as well. */
const CPU = { Namespace: 'CWAgent', MetricName: 'cpu_usage_active' };
const dimensionsOf = (instanceId: string) => [{ Name: 'InstanceId', Value: instanceId }];

export const cpuAlarm = (instanceId: string): DemoAlarm => ({
  ...CPU,
  AlarmName: 'web-1 CPU high',
  AlarmDescription: 'The web server is busy.',
  Dimensions: dimensionsOf(instanceId),
  Threshold: 80,
});

/** An hour in which a load builds up, a datum a minute, in percent. */
export async function putCurve(instanceId: string): Promise<void> {
  const MetricData = Array.from({ length: 60 }, (_, index) => ({
    MetricName: CPU.MetricName,
    Dimensions: dimensionsOf(instanceId),
    Unit: 'Percent' as const,
    Value: index < 45 ? 14 + 5 * Math.sin(index) : 14 + (index - 44) * 5.2,
    Timestamp: new Date(Date.now() - (60 - index) * 60_000),
  }));
  await cloudWatch.send(new PutMetricDataCommand({ Namespace: CPU.Namespace, MetricData }));
}

/** An alarm on a queue of this name, whose oldest message may wait ten minutes. */
export const queueAlarm = (queue: string): DemoAlarm => ({
  AlarmName: `${queue} waits`,
  Namespace: 'AWS/SQS',
  MetricName: 'ApproximateAgeOfOldestMessage',
  Dimensions: [{ Name: 'QueueName', Value: queue }],
  Threshold: 600,
});
