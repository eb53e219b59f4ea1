/** AWS Identity and Access Management, as far as only commands call it. */
import { GetRolePolicyCommand, IAMClient, paginateListRolePolicies } from '@aws-sdk/client-iam';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(IAMClient);

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
