/** Amazon CloudWatch Logs, as far as only commands call it. */
import {
  CloudWatchLogsClient,
  FilterLogEventsCommand,
  paginateDescribeLogGroups,
} from '@aws-sdk/client-cloudwatch-logs';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(CloudWatchLogsClient);

/** For how many days the group keeps its lines, `Infinity` for ever; `undefined`: there is no such group. */
export async function retentionOf(group: string): Promise<number | undefined> {
  for await (const { logGroups = [] } of paginateDescribeLogGroups(
    { client: client() },
    { logGroupNamePrefix: group },
  )) {
    const found = logGroups.find(({ logGroupName }) => logGroupName === group);
    if (found) return found.retentionInDays ?? Number.POSITIVE_INFINITY;
  }
  return undefined;
}

/** The group's lines since then that hold the words. */
export async function linesWith(group: string, words: string, since: Date): Promise<string[]> {
  const { events = [] } = await client().send(
    new FilterLogEventsCommand({
      logGroupName: group,
      startTime: since.getTime(),
      filterPattern: JSON.stringify(words),
    }),
  );
  // Some emulators do not know patterns.
  return events.flatMap(({ message }) => (message?.includes(words) ? [message] : []));
}
