import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { mockClient } from 'aws-sdk-client-mock';
import { filterLogEvents } from './cloudwatch-logs';

const client = mockClient(CloudWatchLogsClient);
beforeEach(() => client.reset());

const query = { group: '/var/log/syslog', streamPrefix: 'i-1', from: new Date(1_000), to: new Date(2_000) };
const { signal } = new AbortController();

describe('filterLogEvents', () => {
  it('asks for a page of the streams in the window', async () => {
    client.on(FilterLogEventsCommand).resolves({
      events: [{ timestamp: 1_500, logStreamName: 'i-1', message: 'it failed' }],
      nextToken: 'next',
    });
    expect(await filterLogEvents(query, undefined, signal)).toEqual({
      events: [{ at: new Date(1_500), stream: 'i-1', message: 'it failed' }],
      next: 'next',
    });
    expect(client.call(0).args[0].input).toEqual({
      logGroupName: '/var/log/syslog',
      logStreamNamePrefix: 'i-1',
      startTime: 1_000,
      endTime: 2_000,
    });
  });

  it('asks for the next page, and of all streams where none is named', async () => {
    client.on(FilterLogEventsCommand).resolves({});
    expect(await filterLogEvents({ ...query, streamPrefix: undefined }, 'next', signal)).toEqual({
      events: [],
      next: undefined,
    });
    expect(client.call(0).args[0].input).toEqual({
      logGroupName: '/var/log/syslog',
      startTime: 1_000,
      endTime: 2_000,
      nextToken: 'next',
    });
  });
});
