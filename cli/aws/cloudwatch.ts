/** Amazon CloudWatch, as far as only commands read it. */
import {
  CloudWatchClient,
  DescribeAlarmsCommand,
  ListMetricsCommand,
  paginateDescribeAlarms,
  SetAlarmStateCommand,
  type StateValue,
} from '@aws-sdk/client-cloudwatch';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(CloudWatchClient);

/** `actions` are those of ALARM. */
export type ActingAlarm = {
  name: string;
  arn: string;
  state: string;
  actionsEnabled: boolean;
  actions: string[];
};

/** All alarms, metric and composite, that go to this topic in ALARM. */
export async function alarmsActing(topicArn: string): Promise<ActingAlarm[]> {
  const alarms: ActingAlarm[] = [];
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of paginateDescribeAlarms(
    { client: client() },
    { ActionPrefix: topicArn, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  )) {
    for (const alarm of [...MetricAlarms, ...CompositeAlarms]) {
      const {
        AlarmName = '',
        AlarmArn = '',
        StateValue = '',
        ActionsEnabled = true,
        AlarmActions = [],
      } = alarm;
      alarms.push({
        name: AlarmName,
        arn: AlarmArn,
        state: StateValue,
        actionsEnabled: ActionsEnabled,
        actions: AlarmActions,
      });
    }
  }
  return alarms.filter(({ actions }) => actions.includes(topicArn));
}

/** The state of an alarm and since when, or `undefined` when there is no such alarm. */
export async function stateOf(name: string): Promise<{ state: string; since: Date | undefined } | undefined> {
  const { MetricAlarms: [alarm] = [] } = await client().send(
    new DescribeAlarmsCommand({ AlarmNames: [name] }),
  );
  return alarm && { state: alarm.StateValue ?? '', since: alarm.StateUpdatedTimestamp };
}

export async function setState(name: string, state: StateValue, reason: string): Promise<void> {
  await client().send(new SetAlarmStateCommand({ AlarmName: name, StateValue: state, StateReason: reason }));
}

/** The dimensions of what agents have reported in the last three hours, once for each metric. */
export async function agentDimensions(): Promise<Record<string, string>[]> {
  const found: Record<string, string>[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client().send(
      new ListMetricsCommand({
        Namespace: 'CWAgent',
        RecentlyActive: 'PT3H',
        ...(NextToken && { NextToken }),
      }),
    );
    for (const { Dimensions = [] } of page.Metrics ?? []) {
      found.push(Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value])));
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}
