import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { linesWith, retentionOf } from './cloudwatch-logs';

const client = mockClient(CloudWatchLogsClient);
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});
beforeEach(() => client.reset());

describe('what commands read of logs', () => {
  it('retentionOf tells for ever from not there, and a group from one whose name begins so', async () => {
    const logGroups = [{ logGroupName: '/a-b', retentionInDays: 7 }, { logGroupName: '/a' }];
    client.on(DescribeLogGroupsCommand).resolves({ logGroups });
    expect(await retentionOf('/a')).toBe(Number.POSITIVE_INFINITY);
    expect(await retentionOf('/a-b')).toBe(7);
    expect(await retentionOf('/')).toBeUndefined();
  });

  it('linesWith asks for the words', async () => {
    client
      .on(FilterLogEventsCommand)
      .resolves({ events: [{ message: 'with 1f0c' }, { message: 'without' }] });
    expect(await linesWith('/g', '1f0c', new Date(5))).toEqual(['with 1f0c']);
    expect(client.call(0).args[0].input).toEqual({
      logGroupName: '/g',
      startTime: 5,
      filterPattern: '"1f0c"',
    });
  });
});
