import fc from 'fast-check';
import { parseDataEvent } from '../../../shared/parsing/data-event';
import { speak } from '../../../shared/words/language';
import { accessRecord, alice } from '../../../test/access-record';
import { accessHeadline, accessLines, actorsOf } from './access-lines';

const event = (change: Record<string, unknown> = {}) => parseDataEvent(accessRecord(change));
const of = (bucketName: string | undefined, key?: string) => ({ requestParameters: { bucketName, key } });
const bob = { ...alice, userName: 'bob' };

describe('accessLines', () => {
  it('are one for each actor and operation, with the places, the times and the objects', () => {
    expect(
      accessLines([
        event(),
        event({ eventTime: '2026-03-03T17:41:10Z', ...of('shop-exports', 'orders.csv') }),
        event({ sourceIPAddress: '198.51.100.4' }),
        event({ eventName: 'PutObject' }),
        event({ userIdentity: bob, eventTime: '2026-03-03T17:40:00Z' }),
      ]),
    ).toEqual([
      '3× GetObject by IAM user alice, without MFA, from 203.0.113.7, 198.51.100.4, 17:38:02–17:41:10: s3://shop-exports/customers.csv, s3://shop-exports/orders.csv',
      '1× GetObject by IAM user bob, without MFA, from 203.0.113.7, 17:40:00: s3://shop-exports/customers.csv',
      '1× PutObject by IAM user alice, without MFA, from 203.0.113.7, 17:38:02: s3://shop-exports/customers.csv',
    ]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a refused call, apart from those that were not',
      { errorCode: 'AccessDenied', userIdentity: bob },
      '1× GetObject refused (AccessDenied) by IAM user bob, without MFA, from 203.0.113.7, 17:38:02: s3://shop-exports/customers.csv',
    ],
    [
      'somebody without credentials',
      { userIdentity: { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' } },
      '1× GetObject by somebody anonymous, from 203.0.113.7, 17:38:02: s3://shop-exports/customers.csv',
    ],
    [
      'a service of AWS',
      {
        userIdentity: { type: 'AWSService', invokedBy: 'logs.amazonaws.com' },
        sourceIPAddress: 'logs.amazonaws.com',
      },
      '1× GetObject by AWS service logs.amazonaws.com, from logs.amazonaws.com, 17:38:02: s3://shop-exports/customers.csv',
    ],
    [
      'a call that names no object',
      { eventName: 'ListObjects', ...of('shop-exports') },
      '1× ListObjects by IAM user alice, without MFA, from 203.0.113.7, 17:38:02: s3://shop-exports/',
    ],
    [
      'a call that names nothing',
      { sourceIPAddress: undefined, requestParameters: null },
      '1× GetObject by IAM user alice, without MFA, from an unknown place, 17:38:02: a bucket that the record does not name',
    ],
    [
      'a key with a secret and line breaks',
      of('shop-exports', 'a\nb/token=abcdef123456'),
      '1× GetObject by IAM user alice, without MFA, from 203.0.113.7, 17:38:02: s3://shop-exports/a ⏎ b/token=‹token›',
    ],
  ])('show %s', (_, change, line) => {
    expect(accessLines([event(change)])).toEqual([line]);
  });

  it('name the most frequent first, and of many objects as many as fit', () => {
    const keys = Array.from({ length: 30 }, (_, index) => `2026/03/03/export-${index}.csv`);
    const [line] = accessLines([
      event({ userIdentity: bob }),
      ...keys.map((key) => event(of('shop-exports', key))),
    ]);
    expect(line).toMatch(/^30× GetObject by IAM user alice.*export-0\.csv.* and \d+ more$/);
  });

  it('are 15 at most, and count the others', () => {
    const events = Array.from({ length: 40 }, (_, index) =>
      event({ userIdentity: { ...alice, userName: `u${index}` } }),
    );
    const lines = accessLines(events);
    expect(lines).toHaveLength(16);
    expect(lines.at(-1)).toBe('… and 25 more calls of 25 other kinds');
    expect(actorsOf(events)).toMatch(/^IAM user u0, without MFA; .* and \d+ more$/);
  });

  it('fit into a block of Slack, however long the names are', () => {
    const events = Array.from({ length: 40 }, (_, index) =>
      event({
        userIdentity: { ...alice, userName: `u${index}`.repeat(20) },
        ...of('b'.repeat(63), 'k'.repeat(1_024)),
      }),
    );
    expect(accessLines(events).join('\n').length).toBeLessThan(2_700);
  });

  it('count every call, whatever is in the records', () => {
    const change = fc.record(
      {
        eventName: fc.constantFrom('GetObject', 'PutObject', 'DeleteObject'),
        sourceIPAddress: fc.string(),
        errorCode: fc.option(fc.string()),
        requestParameters: fc.option(fc.record({ bucketName: fc.string(), key: fc.string() })),
        userIdentity: fc.record({ type: fc.string(), userName: fc.string(), arn: fc.string() }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.array(change, { maxLength: 14 }), (changes) => {
        const counts = accessLines(changes.map(event)).map((line) => Number(/^(\d+)× /.exec(line)?.[1]));
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(changes.length);
      }),
    );
  });
});

describe('accessHeadline', () => {
  const refused = { errorCode: 'AccessDenied' };
  const carol = { ...alice, userName: 'carol' };
  const dave = { ...alice, userName: 'dave' };
  const said = (events: ReturnType<typeof event>[]): string => {
    const { thing, predicate } = accessHeadline(events);
    return `${thing}: ${predicate}`;
  };
  afterEach(() => speak('en'));

  it.each([
    [
      'one object',
      [event()],
      'Bucket shop-exports: 1 object read by alice',
      '버킷 shop-exports: alice, 객체 1개 읽음',
    ],
    [
      'one object, again and again',
      [event(), event(), event({ eventName: 'HeadObject' })],
      'Bucket shop-exports: 1 object read by alice',
      '버킷 shop-exports: alice, 객체 1개 읽음',
    ],
    [
      'objects that two have written',
      [
        event({ eventName: 'PutObject' }),
        event({ eventName: 'CopyObject', userIdentity: bob, ...of('shop-exports', 'b') }),
      ],
      'Bucket shop-exports: 2 objects written by alice and bob',
      '버킷 shop-exports: alice, bob, 객체 2개 씀',
    ],
    [
      'one that many have deleted',
      [alice, bob, carol, dave].map((userIdentity) => event({ eventName: 'DeleteObject', userIdentity })),
      'Bucket shop-exports: 1 object deleted by alice, bob and 2 more',
      '버킷 shop-exports: alice, bob 외 2명, 객체 1개 삭제함',
    ],
    [
      'what was read and written',
      [event(), event({ eventName: 'PutObject' })],
      'Bucket shop-exports: 1 object touched by alice',
      '버킷 shop-exports: alice, 객체 1개 접근함',
    ],
    [
      'one that was refused',
      [event(refused)],
      'Bucket shop-exports: 1 object was to be read by alice, refused',
      '버킷 shop-exports: alice, 객체 1개 읽기 시도, 거부됨',
    ],
    [
      'some that were refused',
      [event(refused), event({ ...refused, ...of('shop-exports', 'b') })],
      'Bucket shop-exports: 2 objects were to be read by alice, refused',
      '버킷 shop-exports: alice, 객체 2개 읽기 시도, 거부됨',
    ],
    [
      'some of which one was refused',
      [event(), event({ ...refused, ...of('shop-exports', 'b') })],
      'Bucket shop-exports: 2 objects read by alice',
      '버킷 shop-exports: alice, 객체 2개 읽음',
    ],
    [
      'objects of two buckets',
      [event(), event(of('shop-backups', 'b'))],
      'Watched buckets: 2 objects read by alice',
      '감시 버킷: alice, 객체 2개 읽음',
    ],
    ['what is not in the log yet', [], 'Watched buckets: objects were touched', '감시 버킷: 객체 접근 발생'],
  ])('says of %s', (_, events, english, korean) => {
    expect(said(events)).toBe(english);
    speak('ko');
    expect(said(events)).toBe(korean);
  });
});
