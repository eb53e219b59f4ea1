/** Who made a call, in words. */
import type { UserIdentity } from '../parsing/user-identity';

/** How S3 records who calls without credentials. */
const ANONYMOUS = 'ANONYMOUS_PRINCIPAL';

/** `…:assumed-role/Admin/alice` → `alice` */
const lastPart = (arn: string | undefined): string | undefined => arn?.split('/').slice(1).at(-1);

/** `AROA…:alice` → `alice` */
const sessionOf = ({ arn, principalId }: UserIdentity): string | undefined =>
  lastPart(arn) ?? principalId?.split(':')[1];

const named = (kind: string, name: string | undefined): string => (name ? `${kind} ${name}` : kind);

function roleSession(identity: UserIdentity): string {
  const role = identity.issuer?.userName ?? identity.arn?.split('/')[1];
  const session = sessionOf(identity);
  return named('role', role) + (session ? `, session ${session}` : '');
}

function federated(identity: UserIdentity): string {
  const { type, userName } = identity.issuer ?? {};
  const from = type === 'Root' ? 'the root user' : userName && `IAM user ${userName}`;
  return named('federated user', sessionOf(identity)) + (from ? `, a session of ${from}` : '');
}

function who(identity: UserIdentity): string {
  const { type, account, userName, arn, identityProvider } = identity;
  switch (type) {
    case 'Root':
      return named('the root user of account', account);
    case 'IAMUser':
      return named('IAM user', userName ?? lastPart(arn));
    case 'AssumedRole':
      return roleSession(identity);
    case 'Role':
      return named('role', userName ?? lastPart(arn));
    case 'FederatedUser':
      return federated(identity);
    case 'SAMLUser':
    case 'WebIdentityUser':
      return named('user', userName) + (identityProvider ? ` of ${identityProvider}` : '');
    case 'IdentityCenterUser':
      return named('IAM Identity Center user', identity.onBehalfOf);
    case 'Directory':
      return named('directory user', userName);
    case 'AWSAccount':
      return account === ANONYMOUS ? 'somebody anonymous' : named('account', account);
    case 'AWSService':
      return named('AWS service', identity.invokedBy);
    default: // `Unknown`, and what AWS may add.
      return arn ?? identity.invokedBy ?? identity.principalId ?? `not known (${type})`;
  }
}

/** A call that is signed with a user's own access key has no session, and so no MFA. */
function mfa({ type, mfa }: UserIdentity): string | undefined {
  switch (type) {
    case 'Root':
    case 'IAMUser':
      return mfa === 'true' ? 'with MFA' : 'without MFA';
    case 'AssumedRole':
    case 'FederatedUser':
      return mfa === 'true' ? 'with MFA' : mfa && 'without MFA';
    default:
      return undefined;
  }
}

/** `IAM user Mary_Major, with MFA`; for people, who want to know whom to ask. */
export function actorOf(identity: UserIdentity): string {
  const { type, invokedBy, sourceIdentity, delegate } = identity;
  const via = type !== 'AWSService' && invokedBy !== who(identity) ? invokedBy : undefined;
  return [
    who(identity),
    sourceIdentity && `who is ${sourceIdentity}`,
    mfa(identity),
    via && `through ${via}`,
    delegate && `on behalf of account ${delegate}`,
  ]
    .filter(Boolean)
    .join(', ');
}
