import { awsServer, refusal } from '../../test/aws-server';
import { historyPages } from './cloudwatch-history';

const aws = awsServer();
const [from, to] = [new Date('2026-11-16T10:00:00Z'), new Date('2026-11-30T10:00:00Z')];
const query = { type: 'MetricAlarm', item: 'StateUpdate', from, to } as const;
const page = { AlarmHistoryItems: [{ AlarmName: 'a', Timestamp: 1_796_000_000.5 }] };

async function read(): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const one of historyPages(query, async () => undefined)) items.push(...one);
  return items;
}

describe('historyPages, while others ask too', () => {
  it('asks again after a pause when it is throttled', async () => {
    const throttled = refusal('ThrottlingException');
    aws.answers('DescribeAlarmHistory', throttled, { ...page, NextToken: 'next' }, throttled, page);
    expect(await read()).toEqual([
      { AlarmName: 'a', Timestamp: new Date(1_796_000_000_500) },
      { AlarmName: 'a', Timestamp: new Date(1_796_000_000_500) },
    ]);
    expect(aws.inputs().map(({ NextToken }) => NextToken)).toEqual([undefined, undefined, 'next', 'next']);
  });

  it('does not ask again when it is refused', async () => {
    aws.answers('DescribeAlarmHistory', refusal('AccessDeniedException'));
    await expect(read()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    expect(aws.requests).toHaveLength(1);
  });
});
