/** AWS Identity and Access Management. */
import {
  GetInstanceProfileCommand,
  IAMClient,
  NoSuchEntityException,
  paginateListAttachedRolePolicies,
} from '@aws-sdk/client-iam';
import { timeouts } from './timeouts';

let made: IAMClient | undefined;

function client(): IAMClient {
  made ??= new IAMClient({
    maxAttempts: 3,
    requestHandler: timeouts(5_000),
  });
  return made;
}

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
