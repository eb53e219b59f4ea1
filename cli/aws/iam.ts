/** AWS Identity and Access Management, as far as only commands read it. */
import { GetRolePolicyCommand, IAMClient, paginateListRolePolicies } from '@aws-sdk/client-iam';
import { timeouts } from '../../shared/aws/timeouts';

let made: IAMClient | undefined;

function client(): IAMClient {
  made ??= new IAMClient({ requestHandler: timeouts() });
  return made;
}

/** The inline policies of a role, by name, parsed. */
export async function rolePolicies(role: string): Promise<Map<string, unknown>> {
  const policies = new Map<string, unknown>();
  for await (const { PolicyNames = [] } of paginateListRolePolicies(
    { client: client() },
    { RoleName: role },
  )) {
    for (const PolicyName of PolicyNames) {
      const { PolicyDocument = '' } = await client().send(
        new GetRolePolicyCommand({ RoleName: role, PolicyName }),
      );
      policies.set(PolicyName, JSON.parse(decodeURIComponent(PolicyDocument)));
    }
  }
  return policies;
}
