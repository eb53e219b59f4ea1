/** Amazon CloudWatch, as far as only commands call it. */
import {
  CloudWatchClient,
  type CompositeAlarm,
  DescribeAlarmsCommand,
  type MetricAlarm,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { agentMetricsWith } from '../../shared/aws/cloudwatch';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(CloudWatchClient);

/** `actions` are those of ALARM; of what is over no single metric, `metric` is empty. */
export type ActingAlarm = {
  name: string;
  arn: string;
  state: string;
  actionsEnabled: boolean;
  actions: string[];
  metric: string;
  dimensions: Record<string, string>;
};

const actingAlarm = (alarm: MetricAlarm & CompositeAlarm): ActingAlarm => ({
  name: alarm.AlarmName ?? '',
  arn: alarm.AlarmArn ?? '',
  state: alarm.StateValue ?? '',
  actionsEnabled: alarm.ActionsEnabled ?? true,
  actions: alarm.AlarmActions ?? [],
  metric: alarm.MetricName ?? '',
  dimensions: Object.fromEntries((alarm.Dimensions ?? []).map(({ Name = '', Value = '' }) => [Name, Value])),
});

/** All alarms, metric and composite, with an action whose ARN begins so. */
export async function alarmsActingOn(actionPrefix: string): Promise<ActingAlarm[]> {
  const alarms: ActingAlarm[] = [];
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms(
    { client: client() },
    { ActionPrefix: actionPrefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  )) {
    alarms.push(...[...MetricAlarms, ...CompositeAlarms].map(actingAlarm));
  }
  return alarms;
}

/** Those that go to exactly this topic in ALARM. */
export async function alarmsNotifying(topicArn: string): Promise<ActingAlarm[]> {
  return (await alarmsActingOn(topicArn)).filter(({ actions }) => actions.includes(topicArn));
}

/** The state of an alarm and since when, or `undefined` when there is no such alarm. */
export async function stateOf(name: string): Promise<{ state: string; since: Date | undefined } | undefined> {
  const { MetricAlarms: [alarm] = [] } = await client().send(
    new DescribeAlarmsCommand({ AlarmNames: [name] }),
  );
  return alarm && { state: alarm.StateValue ?? '', since: alarm.StateUpdatedTimestamp };
}

/** Sets the alarm to this state until it is next evaluated. */
export async function setState(name: string, state: StateValue, reason: string): Promise<void> {
  await client().send(new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason }));
}

/** The dimensions of what agents have reported in the last three hours, once for each metric. */
export async function agentDimensions(): Promise<Record<string, string>[]> {
  const metrics = await agentMetricsWith([], async () => undefined);
  return metrics.map(({ dimensions }) => dimensions);
}
