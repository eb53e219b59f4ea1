/** AWS Identity and Access Management. */
import {
  GetInstanceProfileCommand,
  IAMClient,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam';
import { lazyClient } from './lazy-client';

const client = lazyClient(IAMClient, { maxAttempts: 3, timeoutMs: 5_000 });

/** The names of the managed policies that an instance gets with its profile; none when the profile is gone. */
export async function policiesOfProfile(profileName: string): Promise<string[]> {
  const names: string[] = [];
  try {
    const { InstanceProfile } = await client().send(
      new GetInstanceProfileCommand({ InstanceProfileName: profileName }),
    );
    for (const { RoleName } of InstanceProfile?.Roles ?? []) {
      const pages = paginateListAttachedRolePolicies({ client: client() }, { RoleName });
      for await (const { AttachedPolicies = [] } of pages) {
        names.push(...AttachedPolicies.map(({ PolicyName = '' }) => PolicyName));
      }
    }
  } catch (error) {
    if (!(error instanceof NoSuchEntityException)) throw error;
  }
  return names;
}
