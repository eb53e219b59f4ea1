import { awsServer, refusal as refused } from '../../test/aws-server';
import { StoreError } from '../errors';
import { type IncidentEntry, NO_ENTRY } from '../state/incident';
import { claimIncident, saveIncident } from './incident-table';

const aws = awsServer();

const TABLE = 'alarm-responder-dev-state';
const now = new Date('2026-03-02T03:12:00.400Z');
const ALARM_ID = '1772421060000:ALARM';
const OK_ID = '1772421120000:OK';

/** As it lies in the table, claimed. */
const ITEM = {
  id: { S: 'incident alarm web' },
  notified: { SS: [ALARM_ID, `${OK_ID}|slack`] },
  newestAt: { N: '1772421120000' },
  newestState: { S: 'OK' },
  newestSeverity: { S: 'good' },
  notifiedAt: { N: '1772421060000' },
  notifiedState: { S: 'ALARM' },
  notifiedSeverity: { S: 'critical' },
  actAt: { N: '1772421090000' },
  actWhat: { S: 'httpd is running again' },
  lockOwner: { S: 'owner-1' },
  lockUntil: { N: '1772421165400' },
  expiresAt: { N: '1775013121' },
};
const ENTRY: IncidentEntry = {
  notified: [ALARM_ID, `${OK_ID}|slack`],
  newest: { at: 1_772_421_120_000, state: 'OK', severity: 'good' },
  newestNotified: { at: 1_772_421_060_000, state: 'ALARM', severity: 'critical' },
  act: { at: 1_772_421_090_000, what: 'httpd is running again' },
};

const refusal = (Item?: typeof ITEM) => refused('ConditionalCheckFailedException', { ...(Item && { Item }) });
const inputs = () => aws.inputs('UpdateItem');

describe('claimIncident', () => {
  const request = { incident: 'alarm web', owner: 'owner-1', ids: [ALARM_ID, OK_ID], now };

  it('is one call, with 45 s until others may go on, and 30 days until it is forgotten', async () => {
    aws.answers('UpdateItem', { Attributes: ITEM });
    await claimIncident(TABLE, request);
    expect(inputs()).toEqual([
      {
        TableName: TABLE,
        Key: { id: { S: 'incident alarm web' } },
        UpdateExpression: 'SET lockOwner = :owner, lockUntil = :until, expiresAt = :expiry',
        ConditionExpression:
          '(attribute_not_exists(lockUntil) OR lockUntil <= :now OR lockUntil > :farthest OR lockOwner = :owner)' +
          ' AND NOT (contains(notified, :id0) AND contains(notified, :id1))',
        ExpressionAttributeValues: {
          ':owner': { S: 'owner-1' },
          ':now': { N: '1772421120400' },
          ':until': { N: '1772421165400' },
          ':farthest': { N: '1772421240400' },
          ':expiry': { N: '1775013121' },
          ':id0': { S: ALARM_ID },
          ':id1': { S: OK_ID },
        },
        ReturnValues: 'ALL_NEW',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    ]);
  });

  it('is won with all that is known', async () => {
    aws.answers('UpdateItem', { Attributes: ITEM });
    expect(await claimIncident(TABLE, request)).toEqual({ won: true, entry: ENTRY });
  });

  it('is won of an incident that is new', async () => {
    const { id, lockOwner, lockUntil, expiresAt } = ITEM;
    aws.answers('UpdateItem', { Attributes: { id, lockOwner, lockUntil, expiresAt } });
    expect(await claimIncident(TABLE, request)).toEqual({ won: true, entry: NO_ENTRY });
  });

  it('is refused with all that is known, in the same call', async () => {
    aws.answers('UpdateItem', refusal(ITEM));
    expect(await claimIncident(TABLE, request)).toEqual({ won: false, entry: ENTRY });
    expect(inputs()).toHaveLength(1);
  });

  it('is refused with nothing known, when the entry is deleted meanwhile', async () => {
    aws.answers('UpdateItem', refusal());
    expect(await claimIncident(TABLE, request)).toEqual({ won: false, entry: NO_ENTRY });
  });

  it.each([
    ['a state that it does not know', { newestState: { S: 'GREEN' } }],
    ['no time', { newestAt: { S: 'yesterday' } }],
  ])('takes a change with %s for none', async (_, change) => {
    aws.answers('UpdateItem', { Attributes: { ...ITEM, ...change } });
    expect((await claimIncident(TABLE, request)).entry).toEqual({ ...ENTRY, newest: undefined });
  });

  it('says when the table cannot be reached', async () => {
    aws.answers('UpdateItem', refused('AccessDeniedException'));
    const error = await claimIncident(TABLE, request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreError);
    expect(error).toMatchObject({
      message: `The table ${TABLE} could not be reached: no (dynamodb:UpdateItem, AccessDeniedException, request request-1)`,
      cause: { name: 'AccessDeniedException', status: 400, requestId: 'request-1' },
    });
  });
});

describe('saveIncident', () => {
  const request = { incident: 'alarm web', owner: 'owner-1', entry: ENTRY, release: false };
  const SET_ALL =
    'SET notified = :notified, newestAt = :newestAt, newestState = :newestState, newestSeverity = :newestSeverity, ' +
    'notifiedAt = :notifiedAt, notifiedState = :notifiedState, notifiedSeverity = :notifiedSeverity, ' +
    'actAt = :actAt, actWhat = :actWhat';

  it('keeps all that is known, in one call, for who holds the lock alone', async () => {
    aws.answers('UpdateItem', {});
    expect(await saveIncident(TABLE, request)).toBe(true);
    expect(inputs()).toEqual([
      {
        TableName: TABLE,
        Key: { id: { S: 'incident alarm web' } },
        UpdateExpression: SET_ALL,
        ConditionExpression: 'lockOwner = :owner',
        ExpressionAttributeValues: {
          ':owner': { S: 'owner-1' },
          ':notified': ITEM.notified,
          ':newestAt': ITEM.newestAt,
          ':newestState': ITEM.newestState,
          ':newestSeverity': ITEM.newestSeverity,
          ':notifiedAt': ITEM.notifiedAt,
          ':notifiedState': ITEM.notifiedState,
          ':notifiedSeverity': ITEM.notifiedSeverity,
          ':actAt': ITEM.actAt,
          ':actWhat': ITEM.actWhat,
        },
      },
    ]);
  });

  it('ends the lock in the same call', async () => {
    aws.answers('UpdateItem', {});
    await saveIncident(TABLE, { ...request, release: true });
    expect(inputs()).toMatchObject([{ UpdateExpression: `${SET_ALL} REMOVE lockOwner, lockUntil` }]);
  });

  it('ends the lock alone when nothing more is known', async () => {
    aws.answers('UpdateItem', {});
    await saveIncident(TABLE, { ...request, entry: undefined, release: true });
    expect(inputs()).toEqual([
      {
        TableName: TABLE,
        Key: { id: { S: 'incident alarm web' } },
        UpdateExpression: 'REMOVE lockOwner, lockUntil',
        ConditionExpression: 'lockOwner = :owner',
        ExpressionAttributeValues: { ':owner': { S: 'owner-1' } },
      },
    ]);
  });

  it('leaves out an empty set, which DynamoDB refuses, and what is not known', async () => {
    aws.answers('UpdateItem', {});
    const newest = { at: 1, state: 'ALARM', severity: 'warning' } as const;
    await saveIncident(TABLE, { ...request, entry: { ...NO_ENTRY, newest } });
    expect(inputs()).toMatchObject([
      {
        UpdateExpression:
          'SET newestAt = :newestAt, newestState = :newestState, newestSeverity = :newestSeverity',
        ExpressionAttributeValues: { ':newestState': { S: 'ALARM' } },
      },
    ]);
  });

  it('is read by the next claim as it was kept', async () => {
    aws.answers('UpdateItem', {});
    await saveIncident(TABLE, request);
    const Attributes = Object.fromEntries(
      Object.entries(Object(inputs()[0]?.ExpressionAttributeValues)).map(([name, value]) => [
        name.slice(1),
        value,
      ]),
    );
    aws.answers('UpdateItem', { Attributes });
    const { entry } = await claimIncident(TABLE, { ...request, now, ids: [OK_ID] });
    expect(entry).toEqual(ENTRY);
  });

  it('keeps nothing when the lock is somebody else’s by now', async () => {
    aws.answers('UpdateItem', refusal());
    expect(await saveIncident(TABLE, request)).toBe(false);
  });

  it('says when the table cannot be reached', async () => {
    aws.answers('UpdateItem', refused('AccessDeniedException'));
    await expect(saveIncident(TABLE, request)).rejects.toBeInstanceOf(StoreError);
  });
});
