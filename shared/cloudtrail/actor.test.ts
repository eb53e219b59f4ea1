import * as v from 'valibot';
import { userIdentity } from '../parsing/user-identity';
import { actorOf } from './actor';

const account = '123456789012';
const session = (issuer: object, mfaAuthenticated = 'false', more = {}) => ({
  sessionContext: { sessionIssuer: issuer, attributes: { mfaAuthenticated }, ...more },
});
const admin = {
  type: 'AssumedRole',
  principalId: 'AROAIDPPEZS35WEXAMPLE:alice',
  arn: `arn:aws:sts::${account}:assumed-role/Admin/alice`,
  accountId: account,
};
const adminIssuer = { type: 'Role', userName: 'Admin' };
const mary = { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/ops/Mary_Major`, accountId: account };

describe('actorOf', () => {
  it.each<[string, object, string]>([
    [
      'the root user',
      { type: 'Root', accountId: account, ...session({}, 'true') },
      `the root user of account ${account}, with MFA`,
    ],
    [
      'the root user of an account with an alias, by access key',
      { type: 'Root', accountId: account, userName: 'shop' },
      `the root user of account ${account}, without MFA`,
    ],
    ['a user by access key', { ...mary, userName: 'Mary_Major' }, 'IAM user Mary_Major, without MFA'],
    ['a user in the console', { ...mary, ...session({}, 'true') }, 'IAM user Mary_Major, with MFA'],
    ['a role', { ...admin, ...session(adminIssuer) }, 'role Admin, session alice, without MFA'],
    ['a role without a context', admin, 'role Admin, session alice'],
    [
      'a role whose source is known',
      { ...admin, ...session(adminIssuer, 'true', { sourceIdentity: 'alice@example.com' }) },
      'role Admin, session alice, who is alice@example.com, with MFA',
    ],
    [
      'a service that acts for somebody',
      { ...admin, invokedBy: 'cloudformation.amazonaws.com' },
      'role Admin, session alice, through cloudformation.amazonaws.com',
    ],
    [
      'a vendor with delegated access',
      { ...admin, invokedByDelegate: { accountId: '999999999999' } },
      'role Admin, session alice, on behalf of account 999999999999',
    ],
    [
      'a role by its principal alone',
      { type: 'AssumedRole', principalId: 'AROA1:alice' },
      'role, session alice',
    ],
    ['a role itself', { type: 'Role', arn: `arn:aws:iam::${account}:role/Admin` }, 'role Admin'],
    [
      'a federated user',
      {
        type: 'FederatedUser',
        arn: `arn:aws:sts::${account}:federated-user/Bob`,
        ...session({ type: 'IAMUser', userName: 'Mary_Major' }),
      },
      'federated user Bob, a session of IAM user Mary_Major, without MFA',
    ],
    [
      'a federated user of root',
      { type: 'FederatedUser', principalId: '1:Bob', ...session({ type: 'Root' }) },
      'federated user Bob, a session of the root user, without MFA',
    ],
    ['a SAML user', { type: 'SAMLUser', userName: 'carol', identityProvider: 'Okta' }, 'user carol of Okta'],
    [
      'a web identity',
      { type: 'WebIdentityUser', userName: 'carol', identityProvider: 'accounts.google.com' },
      'user carol of accounts.google.com',
    ],
    [
      'a user of IAM Identity Center',
      { type: 'IdentityCenterUser', onBehalfOf: { userId: '5448-94e8' } },
      'IAM Identity Center user 5448-94e8',
    ],
    ['a directory user', { type: 'Directory', userName: 'dave' }, 'directory user dave'],
    [
      'nobody, at a public bucket',
      { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' },
      'somebody anonymous',
    ],
    ['another account', { type: 'AWSAccount', accountId: '999999999999' }, 'account 999999999999'],
    [
      'a service',
      { type: 'AWSService', invokedBy: 'controltower.amazonaws.com' },
      'AWS service controltower.amazonaws.com',
    ],
    ['AWS itself', { invokedBy: 'AWS Internal' }, 'AWS Internal'],
    ['somebody with an ARN only', { type: 'Unknown', arn: 'arn:aws:x' }, 'arn:aws:x'],
    ['nobody', {}, 'not known (Unknown)'],
  ])('names %s', (_, identity, words) => {
    expect(actorOf(v.parse(userIdentity, identity))).toBe(words);
  });
});
