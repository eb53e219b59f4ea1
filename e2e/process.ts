/** A process that dies on an instance, as the agent would report it. */
import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  PutMetricDataCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { ListCommandsCommand, SSMClient } from '@aws-sdk/client-ssm';
import { PROCESS_ALARM } from '../shared/alarm/process';
import { fixture, messagesOf } from '../test/fixture';
import { deliver } from './event-bridge';
import { amazonTime } from './fresh';

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

/** To this topic nobody has subscribed. */
const UNHEARD = 'arn:aws:sns:ap-northeast-2:000000000000:unheard';

/**
 * The alarm of the process goes into ALARM, and nobody hears of it.
 * @returns what CloudWatch would have SNS hand to the restarter
 */
export async function ringUnheard(process: Process): Promise<unknown> {
  const AlarmName = await putProcessAlarm(process, UNHEARD);
  const state = { StateValue: 'ALARM', StateReason: 'e2e' } as const;
  await cloudWatch.send(new SetAlarmStateCommand({ AlarmName, ...state }));
  const message = Object(messagesOf('process-down')[0]);
  const content = {
    ...message,
    AlarmName,
    AlarmArn: `arn:aws:cloudwatch:ap-northeast-2:000000000000:alarm:${AlarmName}`,
    AWSAccountId: '000000000000',
    StateChangeTime: amazonTime(new Date()),
    Trigger: { ...message.Trigger, MetricName: process.metric, Dimensions: dimensionsOf(process) },
  };
  const [record] = Object(fixture('process-down')).Records;
  const Sns = { ...record.Sns, TopicArn: UNHEARD, Message: JSON.stringify(content) };
  return { Records: [{ ...record, Sns }] };
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
