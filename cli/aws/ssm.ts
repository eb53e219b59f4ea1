/** AWS Systems Manager, as far as only commands read it. */
import { paginateDescribeInstanceInformation, SSMClient } from '@aws-sdk/client-ssm';
import { timeouts } from '../../shared/aws/timeouts';

let made: SSMClient | undefined;

function client(): SSMClient {
  made ??= new SSMClient({ requestHandler: timeouts() });
  return made;
}

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
