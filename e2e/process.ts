/** A process that dies on an instance, as the agent would report it. */
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { ListCommandsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { PROCESS_ALARM } from '../shared/alarm/process';
import { fixture } from '../test/fixture';
import { deliver } from './event-bridge';

const cloudWatch = new CloudWatchClient();

/** `metric` differs for each test: the emulator looks at the metric's name only, not at its dimensions. */
export type Process = { name: string; instanceId: string; metric: string };

const dimensionsOf = ({ name, instanceId }: Process) => [
  { Name: 'exe', Value: name },
  { Name: 'InstanceId', Value: instanceId },
];

/** @returns the alarm's name */
export async function putProcessAlarm(process: Process, topicArn: string): Promise<string> {
  const { namespace, statistic, period, evaluationPeriods, comparison, threshold, missingData } =
    PROCESS_ALARM;
  const AlarmName = `${process.name} of ${process.instanceId}`;
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      Namespace: namespace,
      MetricName: process.metric,
      Dimensions: dimensionsOf(process),
      Statistic: statistic,
      Period: period,
      EvaluationPeriods: evaluationPeriods,
      ComparisonOperator: comparison,
      Threshold: threshold,
      TreatMissingData: missingData,
      AlarmActions: [topicArn],
      OKActions: [topicArn],
    }),
  );
  return AlarmName;
}

/** How many of the process there are. */
export async function putProcessCount(process: Process, count: number): Promise<void> {
  const datum = {
    MetricName: process.metric,
    Dimensions: dimensionsOf(process),
    Value: count,
    Timestamp: new Date(),
  };
  await cloudWatch.send(
    new PutMetricDataCommand({ Namespace: PROCESS_ALARM.namespace, MetricData: [datum] }),
  );
}

/** The commands that were sent to an instance. */
export async function commandsFor(instanceId: string) {
  const { Commands = [] } = await new SSMClient().send(new ListCommandsCommand({ InstanceId: instanceId }));
  return Commands.map(({ CommandId = '', DocumentName = '', Parameters = {}, InstanceIds = [] }) => ({
    commandId: CommandId,
    document: DocumentName,
    parameters: Parameters,
    instanceIds: InstanceIds,
  }));
}

/** What EventBridge reports when a command has ended. @returns whom it reached */
export function reportEnd(commandId: string, instanceId: string, status: string): Promise<string[]> {
  const event = Object(fixture('restart-finished'));
  const detail = { ...event.detail, 'command-id': commandId, 'instance-id': instanceId, status };
  return deliver({ ...event, detail });
}
