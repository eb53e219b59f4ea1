/** Which instances are ours to look after. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { InstancesConfig } from '../../shared/config/instances';

export function isInScope({ tags }: Pick<InstanceDetails, 'tags'>, scope: InstancesConfig['scope']): boolean {
  if (scope === 'all') return true;
  const value = tags[scope.tag];
  return value !== undefined && (scope.value === undefined || value === scope.value);
}

/**
 * `since` is when the service was first deployed. What was there before gets alarms only when a person has agreed
 * (`npm run reconcile -- --apply`): they cost, and they ring.
 */
export type FirstDay = { since: Date | undefined; agreed: boolean };

export const isServed = (
  { createdAt }: Pick<InstanceDetails, 'createdAt'>,
  { since, agreed }: FirstDay,
): boolean => agreed || (since !== undefined && createdAt !== undefined && createdAt >= since);
