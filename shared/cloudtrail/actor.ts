/** Who made a call, in words. */
import type { UserIdentity } from '../parsing/user-identity';
import { actorWords } from '../words/actor';

/** How S3 records who calls without credentials. */
const ANONYMOUS = 'ANONYMOUS_PRINCIPAL';

/** `…:assumed-role/Admin/alice` → `alice` */
const lastPart = (arn: string | undefined): string | undefined => arn?.split('/').slice(1).at(-1);

/** `AROA…:alice` → `alice` */
const sessionOf = ({ arn, principalId }: UserIdentity): string | undefined =>
  lastPart(arn) ?? principalId?.split(':')[1];

function roleSession(identity: UserIdentity): string {
  const words = actorWords();
  const role = identity.issuer?.userName ?? identity.arn?.split('/')[1];
  const session = sessionOf(identity);
  return words.role(role) + (session ? words.session(session) : '');
}

function federated(identity: UserIdentity): string {
  const words = actorWords();
  const { type, userName } = identity.issuer ?? {};
  const from = type === 'Root' ? words.sessionOfRoot : userName && words.sessionOfUser(userName);
  return words.federated(sessionOf(identity)) + (from ?? '');
}

function who(identity: UserIdentity): string {
  const words = actorWords();
  const { type, account, userName, arn, identityProvider } = identity;
  switch (type) {
    case 'Root':
      return words.root(account);
    case 'IAMUser':
      return words.user(userName ?? lastPart(arn));
    case 'AssumedRole':
      return roleSession(identity);
    case 'Role':
      return words.role(userName ?? lastPart(arn));
    case 'FederatedUser':
      return federated(identity);
    case 'SAMLUser':
    case 'WebIdentityUser':
      return words.external(userName) + (identityProvider ? words.provider(identityProvider) : '');
    case 'IdentityCenterUser':
      return words.identityCenter(identity.onBehalfOf);
    case 'Directory':
      return words.directory(userName);
    case 'AWSAccount':
      return account === ANONYMOUS ? words.anonymous : words.account(account);
    case 'AWSService':
      return words.service(identity.invokedBy);
    default: // `Unknown`, and what AWS may add.
      return arn ?? identity.invokedBy ?? identity.principalId ?? words.unknown(type);
  }
}

/** What a headline calls them: `mary`, of a session the person behind it. */
export function actorName(identity: UserIdentity): string {
  const { type, userName, arn, sourceIdentity } = identity;
  switch (type) {
    case 'IAMUser':
    case 'Role':
    case 'SAMLUser':
    case 'WebIdentityUser':
    case 'Directory':
      return userName ?? lastPart(arn) ?? who(identity);
    case 'AssumedRole':
    case 'FederatedUser':
      return sourceIdentity ?? sessionOf(identity) ?? who(identity);
    default:
      return who(identity);
  }
}

/** A call that is signed with a user's own access key has no session, and so no MFA. */
function mfa({ type, mfa }: UserIdentity): string | undefined {
  const { withMfa, withoutMfa } = actorWords();
  switch (type) {
    case 'Root':
    case 'IAMUser':
      return mfa === 'true' ? withMfa : withoutMfa;
    case 'AssumedRole':
    case 'FederatedUser':
      return mfa === 'true' ? withMfa : mfa && withoutMfa;
    default:
      return undefined;
  }
}

/** `IAM user Mary_Major, with MFA`; for people, who want to know whom to ask. */
export function actorOf(identity: UserIdentity): string {
  const words = actorWords();
  const { type, invokedBy, sourceIdentity, delegate } = identity;
  const via = type !== 'AWSService' && invokedBy !== who(identity) ? invokedBy : undefined;
  return [
    who(identity),
    sourceIdentity && words.sourceIdentity(sourceIdentity),
    mfa(identity),
    via && words.through(via),
    delegate && words.onBehalfOf(delegate),
  ]
    .filter(Boolean)
    .join(', ');
}
