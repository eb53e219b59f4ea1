/** Amazon CloudWatch. */
import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';

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
