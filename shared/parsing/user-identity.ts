/** Who made a call, as CloudTrail records it: `userIdentity`. */
import * as v from 'valibot';
import { maybe } from './parse';

const issuer = v.object({
  type: maybe(v.string()),
  userName: maybe(v.string()),
  arn: maybe(v.string()),
});

const sessionContext = v.object({
  sessionIssuer: maybe(issuer), // `{}` for a user's own session
  attributes: maybe(v.object({ mfaAuthenticated: maybe(v.string()) })),
  sourceIdentity: maybe(v.string()),
});

/**
 * `type` is AWS's word, `Unknown` where there is none; `mfa` is absent for calls that need no session; `invokedBy` is
 * the AWS service that called, for itself or for somebody; `delegate` the account of a vendor who acts for somebody.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const userIdentity = v.pipe(
  v.object({
    type: maybe(v.string()),
    arn: maybe(v.string()),
    accountId: maybe(v.string()),
    principalId: maybe(v.string()),
    userName: maybe(v.string()),
    identityProvider: maybe(v.string()),
    invokedBy: maybe(v.string()),
    invokedByDelegate: maybe(v.object({ accountId: maybe(v.string()) })),
    onBehalfOf: maybe(v.object({ userId: maybe(v.string()) })),
    sessionContext: maybe(sessionContext),
  }),
  v.transform(({ sessionContext: session, ...identity }) => ({
    type: identity.type ?? 'Unknown',
    arn: identity.arn,
    account: identity.accountId,
    principalId: identity.principalId,
    userName: identity.userName,
    identityProvider: identity.identityProvider,
    invokedBy: identity.invokedBy || undefined,
    delegate: identity.invokedByDelegate?.accountId,
    onBehalfOf: identity.onBehalfOf?.userId,
    issuer: session?.sessionIssuer,
    mfa: session?.attributes?.mfaAuthenticated,
    sourceIdentity: session?.sourceIdentity,
  })),
);

export type UserIdentity = v.InferOutput<typeof userIdentity>;
