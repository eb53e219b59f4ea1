/** Amazon CloudWatch. */
import { CloudWatchClient, DescribeAlarmsCommand, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';

let made: CloudWatchClient | undefined;

function client(): CloudWatchClient {
  made ??= new CloudWatchClient();
  return made;
}

/** The names of all alarms, metric and composite, with an action whose ARN begins so. */
export async function alarmsActingOn(actionPrefix: string): Promise<string[]> {
  const names: string[] = [];
  const pages = paginateDescribeAlarms(
    { client: client() },
    { ActionPrefix: actionPrefix, AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] },
  );
  for await (const { MetricAlarms = [], CompositeAlarms = [] } of pages) {
    names.push(...[...MetricAlarms, ...CompositeAlarms].map(({ AlarmName = '' }) => AlarmName));
  }
  return names;
}

/** The state an alarm is in now, or `undefined` when there is no such alarm. */
export async function alarmState(name: string): Promise<string | undefined> {
  const { MetricAlarms = [], CompositeAlarms = [] } = await client().send(
    new DescribeAlarmsCommand({ AlarmNames: [name], AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }),
  );
  return [...MetricAlarms, ...CompositeAlarms][0]?.StateValue;
}
