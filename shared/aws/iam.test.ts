import {
  GetInstanceProfileCommand,
  IAMClient,
  ListAttachedRolePoliciesCommand,
  NoSuchEntityException,
  type Role,
} from '@aws-sdk/client-iam';
import { mockClient } from 'aws-sdk-client-mock';
import { policiesOfProfile } from './iam';

const client = mockClient(IAMClient);
const role: Role = { RoleName: 'web', RoleId: 'r', Path: '/', Arn: 'arn', CreateDate: new Date(0) };
const profile = {
  InstanceProfileName: 'p',
  InstanceProfileId: 'i',
  Path: '/',
  Arn: 'arn',
  CreateDate: new Date(0),
};

describe('policiesOfProfile', () => {
  it('names the managed policies of the role, all pages', async () => {
    client
      .on(GetInstanceProfileCommand, { InstanceProfileName: 'p' })
      .resolves({ InstanceProfile: { ...profile, Roles: [role] } });
    client
      .on(ListAttachedRolePoliciesCommand, { RoleName: 'web' })
      .resolvesOnce({ AttachedPolicies: [{ PolicyName: 'A' }], IsTruncated: true, Marker: '2' })
      .resolvesOnce({ AttachedPolicies: [{ PolicyName: 'B' }] });
    expect(await policiesOfProfile('p')).toEqual(['A', 'B']);
  });

  it('names none when the profile is gone', async () => {
    client
      .on(GetInstanceProfileCommand)
      .rejects(new NoSuchEntityException({ message: 'gone', $metadata: {} }));
    expect(await policiesOfProfile('p')).toEqual([]);
  });
});
