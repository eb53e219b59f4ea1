import { DescribeInstanceInformationCommand, SSMClient } from '@aws-sdk/client-ssm';
import { mockClient } from 'aws-sdk-client-mock';
import { managedInstances } from './ssm';

const client = mockClient(SSMClient);
beforeAll(() => {
  process.env.AWS_REGION = 'ap-northeast-2';
});
beforeEach(() => client.reset());

describe('managedInstances', () => {
  it('gives how they are seen', async () => {
    client
      .on(DescribeInstanceInformationCommand)
      .resolves({ InstanceInformationList: [{ InstanceId: 'i-1', PingStatus: 'Online' }] });
    expect(await managedInstances()).toEqual(new Map([['i-1', 'Online']]));
  });
});
