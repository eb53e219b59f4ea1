/** Watched buckets and root: what CloudTrail records becomes a message that says who it was. */
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DescribeMetricFiltersCommand } from '@aws-sdk/client-cloudwatch-logs';
import fc from 'fast-check';
import { accessRecord, alice } from '../test/access-record';
import { filterPattern } from '../test/filter-pattern';
import { fixture } from '../test/fixture';
import { writeLog } from './cpu';
import { STAGE, stackOf } from './deployment';
import { readMessages } from './emulators/slack';
import { deliver } from './event-bridge';
import { rolePolicy } from './lambda';
import { headlineOf } from './shown';
import { waitFor } from './wait-for';
import { sharedWorld } from './world';

const world = sharedWorld();
const LOG = `${stackOf(STAGE)}-data`;

/** The one message since the act that holds the words. */
async function messageAfter(act: () => Promise<unknown>, words: string) {
  const before = (await readMessages(world.slackUrl)).length;
  await act();
  const since = async () => (await readMessages(world.slackUrl)).slice(before);
  return waitFor(
    `A message with "${words}"`,
    async () => (await since()).find((message) => headlineOf(message).includes(words)),
    async () => (await since()).map(({ text }) => text),
    15_000,
  );
}

/** What CloudTrail has recorded so many minutes ago and writes to the log now. */
const written = (minutesAgo: number, change: Record<string, unknown> = {}): [number, string] => [
  1,
  accessRecord({ eventTime: new Date(Date.now() - minutesAgo * 60_000).toISOString(), ...change }),
];

async function deployedFilter() {
  const command = new DescribeMetricFiltersCommand({ logGroupName: LOG });
  const { metricFilters: [filter] = [] } = await new CloudWatchLogsClient().send(command);
  const [metric] = filter?.metricTransformations ?? [];
  return { pattern: filter?.filterPattern ?? '', metric };
}

/** The emulator counts nothing by metric filters, so the tests put what CloudWatch Logs would have counted. */
async function count(accesses: number): Promise<void> {
  const { metric } = await deployedFilter();
  const datum = { MetricName: metric?.metricName, Value: accesses, Timestamp: new Date() };
  await new CloudWatchClient().send(
    new PutMetricDataCommand({ Namespace: metric?.metricNamespace, MetricData: [datum] }),
  );
}

describe('a watched bucket', () => {
  it('that somebody touches is one message that names who, what and from where', async () => {
    const refused = {
      userIdentity: { ...alice, userName: 'mallory' },
      errorCode: 'AccessDenied',
      sourceIPAddress: '198.51.100.4',
    };
    await writeLog(LOG, '000000000000_CloudTrail_ap-northeast-2', [
      written(4),
      written(3, { requestParameters: { bucketName: 'shop-exports', key: 'orders <secret>.csv' } }),
      written(5, refused),
      written(40, { eventName: 'DeleteObject' }),
      [1, 'no record at all'],
    ]);
    const { text, attachments } = await messageAfter(() => count(3), 'Bucket shop-exports: ');
    expect(text).toMatch(/^<!here> 🔴 \*Bucket shop-exports\*: \d objects read by alice and mallory/);
    const shown = JSON.stringify(attachments);
    for (const words of [
      'By IAM user alice, without MFA; IAM user mallory, without MFA.',
      '2× GetObject by IAM user alice, without MFA, from 203.0.113.7',
      's3://shop-exports/customers.csv, s3://shop-exports/orders &lt;secret&gt;.csv',
      '1× GetObject refused (AccessDenied) by IAM user mallory, without MFA, from 198.51.100.4',
      '1 record could not be read.',
      '#logsV2:logs-insights',
    ]) {
      expect(shown).toContain(words);
    }
    expect(shown).not.toContain('DeleteObject');
    const messages = (await readMessages(world.slackUrl)).filter(({ text }) =>
      text.includes('Bucket shop-exports'),
    );
    expect(messages).toHaveLength(1);
  });

  it('is read by cpuAlerter, whose role may read its log', async () => {
    const { policy } = await rolePolicy(`${stackOf(STAGE)}-cpuAlerter`);
    const reading = policy.Statement.find(({ Action }) => [Action].flat().includes('logs:FilterLogEvents'));
    expect(JSON.stringify(reading)).toContain(`:log-group:${LOG}"`);
  });
});

// By an evaluator of our own (filter-pattern.ts): no emulator has TestMetricFilter.
describe('the deployed filter pattern', () => {
  const matches = async (change: Record<string, unknown>) =>
    filterPattern((await deployedFilter()).pattern)(accessRecord(change));

  it('is the one that is documented, for a metric of the stage alone', async () => {
    expect(await deployedFilter()).toMatchObject({
      pattern:
        '{ ($.eventSource = s3.amazonaws.com) && (($.eventName = PutObject) || ($.eventName = GetObject)) }',
      metric: { metricNamespace: 'AlarmResponder/dev', metricName: 'WatchedBucketAccess', metricValue: '1' },
    });
  });

  it.each<[string, Record<string, unknown>, boolean]>([
    ['a read object', {}, true],
    ['a written object', { eventName: 'PutObject' }, true],
    ['a read that was refused', { errorCode: 'AccessDenied', requestParameters: null }, true],
    ['a deleted object', { eventName: 'DeleteObject' }, false],
    ['a copied object', { eventName: 'CopyObject' }, false],
    ['a part of a large object', { eventName: 'UploadPart' }, false],
    ['the end of a large object', { eventName: 'CompleteMultipartUpload' }, false],
    ['a look at an object', { eventName: 'HeadObject' }, false],
    ['an object’s rights', { eventName: 'GetObjectAcl' }, false],
    ['a list', { eventName: 'ListObjects' }, false],
    ['another service', { eventSource: 's3express.amazonaws.com' }, false],
    ['a record without a name', { eventName: undefined }, false],
  ])('decides about %s', async (_, change, expected) => {
    expect(await matches(change)).toBe(expected);
  });

  it('counts a record when both its names fit, whatever else is in it', async () => {
    const counts = filterPattern((await deployedFilter()).pattern);
    const name = fc.oneof(
      fc.constantFrom('GetObject', 'PutObject', 'getobject', 'GetObjectTagging'),
      fc.string(),
    );
    const source = fc.oneof(
      fc.constantFrom('s3.amazonaws.com', 's3xamazonaws.com', 'ec2.amazonaws.com'),
      fc.string(),
    );
    fc.assert(
      fc.property(
        name,
        source,
        fc.dictionary(fc.string(), fc.jsonValue()),
        (eventName, eventSource, more) => {
          const expected =
            eventSource === 's3.amazonaws.com' && (eventName === 'GetObject' || eventName === 'PutObject');
          expect(counts(accessRecord({ ...more, eventName, eventSource }))).toBe(expected);
        },
      ),
    );
  });
});

describe('a sign-in of the root user', () => {
  it('notifies as critical, and nobody else’s does', async () => {
    const event = Object(fixture('root-sign-in'));
    const now = { ...event, detail: { ...event.detail, eventTime: new Date().toISOString() } };
    const { text, attachments } = await messageAfter(
      async () => expect(await deliver(now)).toEqual([expect.stringContaining('-trailReenabler')]),
      'Sign-in as the root user succeeded',
    );
    expect(text).toMatch(/^<!here> 🔴 Sign-in as the root user succeeded/);
    expect(JSON.stringify(attachments)).toContain('From 203.0.113.7, MFA not used.');
    expect(JSON.stringify(attachments)).toContain('us-east-1');
    const ofAlice = { ...event, detail: { ...event.detail, userIdentity: alice } };
    const ofMfa = { ...event, detail: { ...event.detail, eventName: 'CheckMfa' } };
    expect([await deliver(ofAlice), await deliver(ofMfa)]).toEqual([[], []]);
  });
});
