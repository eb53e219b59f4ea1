/** Amazon DynamoDB: the entries of incidents (shared/state/incident.ts), each changed only by whoever holds its lock. */
import * as v from 'valibot';
import { severitySchema } from '../notification';
import { alarmStateSchema } from '../parsing/alarm';
import {
  INCIDENT_KEPT_MS,
  INCIDENT_LEASE_MS,
  type IncidentEntry,
  type KnownAct,
  type KnownChange,
  MAX_LEASE_AHEAD_MS,
} from '../state/incident';
import { after } from '../text/duration';
import { type Attributes, updateItem } from './dynamodb';

/** `ids` are what is to be delivered; `owner` is a name that nobody else has. */
export type ClaimRequest = { incident: string; owner: string; ids: string[]; now: Date };

/** `won`: nobody else delivers anything of the incident until the lease is over. The entry is as it is now. */
export type ClaimAnswer = { won: boolean; entry: IncidentEntry };

const number = (value: number) => ({ N: String(value) });
const seconds = (at: Date) => number(Math.ceil(at.getTime() / 1_000));

const change = v.object({ at: v.number(), state: alarmStateSchema, severity: severitySchema });
function changeOf(item: Attributes, prefix: 'newest' | 'notified'): KnownChange | undefined {
  const known = v.safeParse(change, {
    at: Number(item[`${prefix}At`]?.N),
    state: item[`${prefix}State`]?.S,
    severity: item[`${prefix}Severity`]?.S,
  });
  return known.success ? known.output : undefined;
}

function actOf({ actAt, actWhat }: Attributes): KnownAct | undefined {
  return actAt?.N && actWhat?.S ? { at: Number(actAt.N), what: actWhat.S } : undefined;
}

function entryOf(item: Attributes): IncidentEntry {
  return {
    notified: item.notified?.SS ?? [],
    newest: changeOf(item, 'newest'),
    newestNotified: changeOf(item, 'notified'),
    act: actOf(item),
  };
}

/** A key takes 2 kB, which an identity (shared/notification.ts) does not reach. */
const keyOf = (incident: string): Attributes => ({ id: { S: `incident ${incident}` } });

/**
 * The right to deliver something of the incident: one call. It is refused when somebody else has it, or when all ids
 * are known to every receiver. Asked again by the same owner, as after a reply that was cut, it is given again.
 * @param signal when nobody waits for the answer any more: what is asked again then would be given to nobody
 * @throws StoreError
 */
export async function claimIncident(
  table: string,
  { incident, owner, ids, now }: ClaimRequest,
  signal?: AbortSignal,
): Promise<ClaimAnswer> {
  const known = ids.map((_, index) => `contains(notified, :id${index})`).join(' AND ');
  const free =
    'attribute_not_exists(lockUntil) OR lockUntil <= :now OR lockUntil > :farthest OR lockOwner = :owner';
  const { done, item } = await updateItem(
    {
      TableName: table,
      Key: keyOf(incident),
      UpdateExpression: 'SET lockOwner = :owner, lockUntil = :until, expiresAt = :expiry',
      ConditionExpression: `(${free}) AND NOT (${known})`,
      ExpressionAttributeValues: {
        ':owner': { S: owner },
        ':now': number(now.getTime()),
        ':until': number(now.getTime() + INCIDENT_LEASE_MS),
        ':farthest': number(now.getTime() + MAX_LEASE_AHEAD_MS),
        ':expiry': seconds(after(now, INCIDENT_KEPT_MS)),
        ...Object.fromEntries(ids.map((id, index) => [`:id${index}`, { S: id }])),
      },
      ReturnValues: 'ALL_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
    signal,
  );
  return { won: done, entry: entryOf(item) };
}

/** `entry` is what is known now, nothing when only the lock ends; `release` ends the lock. */
export type SaveRequest = {
  incident: string;
  owner: string;
  entry: IncidentEntry | undefined;
  release: boolean;
};

function assignments({ notified, newest, newestNotified, act }: IncidentEntry): Attributes {
  const changeAttributes = (prefix: string, known: KnownChange | undefined): Attributes =>
    known
      ? {
          [`${prefix}At`]: number(known.at),
          [`${prefix}State`]: { S: known.state },
          [`${prefix}Severity`]: { S: known.severity },
        }
      : {};
  return {
    ...(notified.length > 0 && { notified: { SS: notified } }),
    ...changeAttributes('newest', newest),
    ...changeAttributes('notified', newestNotified),
    ...(act && { actAt: number(act.at), actWhat: { S: act.what } }),
  };
}

/**
 * Keeps what is known of the incident, as long as its owner holds the lock: one call.
 * @returns false when the lock is somebody else's by now
 * @throws StoreError
 */
export async function saveIncident(
  table: string,
  { incident, owner, entry, release }: SaveRequest,
): Promise<boolean> {
  const values = entry ? assignments(entry) : {};
  const names = Object.keys(values);
  const set = names.length > 0 ? `SET ${names.map((name) => `${name} = :${name}`).join(', ')}` : '';
  const { done } = await updateItem({
    TableName: table,
    Key: keyOf(incident),
    UpdateExpression: [set, release && 'REMOVE lockOwner, lockUntil'].filter(Boolean).join(' '),
    ConditionExpression: 'lockOwner = :owner',
    ExpressionAttributeValues: {
      ':owner': { S: owner },
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
    },
  });
  return done;
}
