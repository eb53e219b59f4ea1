/** What the demo and the e2e tests do to the audit log, as somebody with the right to do so would. */
import { randomUUID } from 'node:crypto';
import {
  CloudTrailClient,
  CreateTrailCommand,
  DescribeTrailsCommand,
  GetTrailStatusCommand,
  StartLoggingCommand,
  StopLoggingCommand,
} from '@aws-sdk/client-cloudtrail';
import { fixture } from '../test/fixture';
import { stackOf } from './deployment';
import { deliver } from './event-bridge';
import { rolePolicy } from './lambda';

export const REENABLER = `${stackOf('dev')}-trailReenabler`;

/** The trail of the events in `events/`. */
export const TRAIL = 'audit';

const cloudTrail = () => new CloudTrailClient();

export async function createTrail(name = TRAIL): Promise<void> {
  const { trailList = [] } = await cloudTrail().send(new DescribeTrailsCommand({ trailNameList: [name] }));
  if (trailList.length > 0) return;
  await cloudTrail().send(
    new CreateTrailCommand({ Name: name, S3BucketName: 'audit-log', IsMultiRegionTrail: true }),
  );
}

/** A trail that logs, and somebody who switches it off. */
export async function stopTrail(name = TRAIL): Promise<void> {
  await createTrail(name);
  await cloudTrail().send(new StartLoggingCommand({ Name: name }));
  await cloudTrail().send(new StopLoggingCommand({ Name: name }));
}

export const isLogging = async (name = TRAIL): Promise<boolean> =>
  (await cloudTrail().send(new GetTrailStatusCommand({ Name: name }))).IsLogging ?? false;

/** An event of `events/` as if it happened now, to a trail of the emulator's account. */
export function trailEvent(event: string, change: Record<string, unknown> = {}): unknown {
  const sample = Object(fixture(event));
  const detail = { ...sample.detail, eventID: randomUUID(), eventTime: new Date().toISOString(), ...change };
  return { ...sample, id: randomUUID(), time: detail.eventTime, account: '000000000000', detail };
}

/** Where AWS asks for ListTags on the trail, ministack asks for it on everything. */
export async function allowTags(): Promise<void> {
  const { policy, put } = await rolePolicy(REENABLER);
  const allowed = { Effect: 'Allow', Action: 'cloudtrail:ListTags', Resource: '*' };
  await put({ ...policy, Statement: [...policy.Statement, allowed] });
}

/** Somebody switches the trail off, and EventBridge says so. */
export async function tamper(): Promise<void> {
  await allowTags();
  await stopTrail();
  await deliver(trailEvent('trail-stopped', { requestParameters: { name: TRAIL } }));
}
