/** A sign-in of the root user, as EventBridge carries it ("AWS Console Sign In via CloudTrail"). */
import * as v from 'valibot';
import { eventBridge } from './event-bridge';
import { maybe, parse, timestamp } from './parse';

export const SIGN_IN = 'AWS Console Sign In via CloudTrail';

const FAILURE = 'Failure';

/**
 * @see
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html
 */
const event = v.pipe(
  eventBridge(
    SIGN_IN,
    v.object({
      eventID: v.string(),
      eventTime: timestamp,
      eventName: v.string(),
      awsRegion: v.string(),
      userIdentity: v.object({ type: v.literal('Root'), accountId: v.string() }),
      sourceIPAddress: maybe(v.string()),
      userAgent: maybe(v.string()),
      errorMessage: maybe(v.string()),
      responseElements: maybe(v.record(v.string(), v.unknown())),
      additionalEventData: maybe(v.object({ MFAUsed: maybe(v.string()) })),
    }),
  ),
  v.transform(({ detail }) => ({
    id: detail.eventID,
    at: detail.eventTime,
    what: detail.eventName,
    account: detail.userIdentity.accountId,
    region: detail.awsRegion,
    sourceIp: detail.sourceIPAddress,
    userAgent: detail.userAgent,
    mfa: detail.additionalEventData?.MFAUsed,
    failed: detail.responseElements?.[detail.eventName] === FAILURE || detail.errorMessage !== undefined,
    why: detail.errorMessage,
  })),
);

/**
 * `what` is `ConsoleLogin`, or what else root did on the way; `mfa` AWS's `Yes` or `No`; `why` it failed, in AWS's
 * words.
 */
export type RootSignIn = v.InferOutput<typeof event>;

/** @throws EventParseError */
export const parseRootSignIn = (input: unknown): RootSignIn =>
  parse(event, input, 'sign-in of the root user');
