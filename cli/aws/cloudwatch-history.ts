/** Amazon CloudWatch: what `npm run history` reads, and all that it asks of AWS. */
import { types } from 'node:util';
import {
  type AlarmHistoryItem,
  type AlarmType,
  CloudWatchClient,
  type CompositeAlarm,
  type HistoryItemType,
  type LogAlarm,
  type MetricAlarm,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import { lazyClient } from '../../shared/aws/lazy-client';
import type { Pace } from '../../shared/aws/pacer';

/** Others ask with the same quotas, so it may be throttled all the same: then the SDK asks again, for up to 15 s. */
const client = lazyClient(CloudWatchClient, { maxAttempts: 6, timeoutMs: 5_000 });

/** A page whose token leads to itself is the last. */
const paging = () => ({ client: client(), pageSize: 100, stopOnSameToken: true });

/**
 * Log alarms and contributors are younger than regions are: one that does not know them has none. It says "Member must satisfy
 * enum value set: [CompositeAlarm, MetricAlarm]".
 */
const isUnknownThere = (error: unknown): boolean =>
  types.isNativeError(error) &&
  error.name.startsWith('Validation') &&
  error.message.includes('enum value set');

async function* paced<Page extends { NextToken?: string | undefined }>(
  pages: AsyncIterable<Page>,
  pace: Pace,
): AsyncGenerator<Page> {
  await pace();
  try {
    for await (const page of pages) {
      yield page;
      if (page.NextToken) await pace();
    }
  } catch (error) {
    if (!isUnknownThere(error)) throw error;
  }
}

export type AnyAlarm = MetricAlarm & CompositeAlarm & LogAlarm;

/**
 * All alarms of a type, page by page.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html
 */
export async function* alarmPages(type: AlarmType, pace: Pace): AsyncGenerator<AnyAlarm[]> {
  const pages = paginateDescribeAlarms(paging(), { AlarmTypes: [type] });
  for await (const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [] } of paced(pages, pace)) {
    yield [...MetricAlarms, ...CompositeAlarms, ...LogAlarms];
  }
}

export type HistoryQuery = { type: AlarmType; item: HistoryItemType; from: Date; to: Date };

/**
 * The history of all alarms of a type, also of those that are gone, the oldest first and page by page. Without a name
 * CloudWatch gives it for one type of alarms at a time.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmHistory.html
 */
export async function* historyPages(
  { type, item, from, to }: HistoryQuery,
  pace: Pace,
): AsyncGenerator<AlarmHistoryItem[]> {
  const pages = paginateDescribeAlarmHistory(paging(), {
    AlarmTypes: [type],
    HistoryItemType: item,
    StartDate: from,
    EndDate: to,
    ScanBy: 'TimestampAscending',
  });
  for await (const { AlarmHistoryItems = [] } of paced(pages, pace)) yield AlarmHistoryItems;
}
