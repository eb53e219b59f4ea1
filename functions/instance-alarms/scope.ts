/** Which instances `config/` wants watched. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { InstancesConfig } from '../../shared/config/instances';

/** By the instance's tags. */
export function isInScope({ tags }: Pick<InstanceDetails, 'tags'>, scope: InstancesConfig['scope']): boolean {
  if (scope === 'all') return true;
  const value = tags[scope.tag];
  return value !== undefined && (scope.value === undefined || value === scope.value);
}
