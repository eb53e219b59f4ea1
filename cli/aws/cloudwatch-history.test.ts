import {
  type AlarmType,
  CloudWatchClient,
  DescribeAlarmHistoryCommand,
  DescribeAlarmsCommand,
  type DescribeAlarmsOutput,
} from '@aws-sdk/client-cloudwatch';
import { mockClient } from 'aws-sdk-client-mock';
import { alarmPages, historyPages } from './cloudwatch-history';

const client = mockClient(CloudWatchClient);
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});
beforeEach(() => client.reset());

async function all<Page>(pages: AsyncIterable<Page>): Promise<Page[]> {
  const read: Page[] = [];
  for await (const page of pages) read.push(page);
  return read;
}

/** Counts the calls that are waited for. */
function counting() {
  let waits = 0;
  const pace = async () => {
    waits += 1;
  };
  return { pace, waits: () => waits };
}

describe('alarmPages', () => {
  it('gives the alarms of a type on all pages, and waits before each', async () => {
    client
      .on(DescribeAlarmsCommand)
      .resolvesOnce({ MetricAlarms: [{ AlarmName: 'a' }], NextToken: '2' })
      .resolvesOnce({ MetricAlarms: [{ AlarmName: 'b' }, { AlarmName: 'c' }] });
    const { pace, waits } = counting();
    const pages = await all(alarmPages('MetricAlarm', pace));
    expect(pages.map((page) => page.map(({ AlarmName }) => AlarmName))).toEqual([['a'], ['b', 'c']]);
    expect(waits()).toBe(2);
    expect(client.commandCalls(DescribeAlarmsCommand)[1]?.args[0].input).toEqual({
      AlarmTypes: ['MetricAlarm'],
      MaxRecords: 100,
      NextToken: '2',
    });
  });

  it.each<[AlarmType, DescribeAlarmsOutput]>([
    ['CompositeAlarm', { CompositeAlarms: [{ AlarmName: 'one' }] }],
    ['LogAlarm', { LogAlarms: [{ AlarmName: 'one' }] }],
  ])('gives those of %s', async (type, answer) => {
    client.on(DescribeAlarmsCommand, { AlarmTypes: [type] }).resolves(answer);
    expect(await all(alarmPages(type, counting().pace))).toEqual([[{ AlarmName: 'one' }]]);
  });
});

describe('alarmPages, of a type that a region does not know', () => {
  const refused = (name: string, message: string) => Object.assign(new Error(message), { name });

  it('gives none', async () => {
    const message =
      "1 validation error detected: Value '[LogAlarm]' at 'alarmTypes' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [CompositeAlarm, MetricAlarm]]";
    client.on(DescribeAlarmsCommand).rejects(refused('ValidationError', message));
    expect(await all(alarmPages('LogAlarm', counting().pace))).toEqual([]);
  });

  it.each([
    refused('ValidationError', 'The start date is after the end date'),
    refused('AccessDenied', 'You may not read the enum value set'),
  ])('fails with anything else that AWS says: $message', async (error) => {
    client.on(DescribeAlarmsCommand).rejects(error);
    await expect(all(alarmPages('LogAlarm', counting().pace))).rejects.toBe(error);
  });
});

describe('historyPages', () => {
  const [from, to] = [new Date('2026-11-16T10:00:00Z'), new Date('2026-11-30T10:00:00Z')];
  const query = { type: 'LogAlarm', item: 'AlarmContributorStateUpdate', from, to } as const;
  const item = { AlarmName: 'a', HistoryData: '{}', Timestamp: from };

  it('gives what happened to all alarms of a type, the oldest first', async () => {
    client
      .on(DescribeAlarmHistoryCommand)
      .resolvesOnce({ AlarmHistoryItems: [item], NextToken: 'next' })
      .resolvesOnce({ AlarmHistoryItems: [] });
    const { pace, waits } = counting();
    expect(await all(historyPages(query, pace))).toEqual([[item], []]);
    expect(waits()).toBe(2);
    expect(client.commandCalls(DescribeAlarmHistoryCommand)[1]?.args[0].input).toEqual({
      AlarmTypes: ['LogAlarm'],
      HistoryItemType: 'AlarmContributorStateUpdate',
      StartDate: from,
      EndDate: to,
      ScanBy: 'TimestampAscending',
      MaxRecords: 100,
      NextToken: 'next',
    });
  });

  it('ends where a page leads to itself', async () => {
    client.on(DescribeAlarmHistoryCommand).resolves({ AlarmHistoryItems: [item], NextToken: 'same' });
    expect(await all(historyPages(query, counting().pace))).toHaveLength(2);
  });

  it('fails with what AWS says', async () => {
    client.on(DescribeAlarmHistoryCommand).rejects(new Error('not authorized'));
    await expect(all(historyPages(query, counting().pace))).rejects.toThrow('not authorized');
  });
});
