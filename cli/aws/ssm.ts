/** AWS Systems Manager, as far as only commands call it. */
import { paginateDescribeInstanceInformation, SSMClient } from '@aws-sdk/client-ssm';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(SSMClient);

/** The instances that Systems Manager sees, with `Online`, `ConnectionLost` or `Inactive`. */
export async function managedInstances(): Promise<Map<string, string>> {
  const pings = new Map<string, string>();
  for await (const { InstanceInformationList = [] } of paginateDescribeInstanceInformation(
    { client: client() },
    {},
  )) {
    for (const { InstanceId = '', PingStatus = 'unknown' } of InstanceInformationList) {
      pings.set(InstanceId, PingStatus);
    }
  }
  return pings;
}
