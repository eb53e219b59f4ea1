import { DescribeInstancesCommand, EC2Client, EC2ServiceException } from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { describeInstance, nameOf } from './ec2';

const client = mockClient(EC2Client);
beforeEach(() => client.reset());

describe('describeInstance', () => {
  it('gives the instance with its name and tags', async () => {
    const LaunchTime = new Date(0);
    client.on(DescribeInstancesCommand, { InstanceIds: ['i-1'] }).resolves({
      Reservations: [
        {
          Instances: [
            {
              InstanceId: 'i-1',
              InstanceType: 't3.micro',
              LaunchTime,
              State: { Name: 'running' },
              Placement: { AvailabilityZone: 'ap-northeast-2a' },
              Tags: [
                { Key: 'Name', Value: 'web-1' },
                { Key: 'team', Value: 'shop' },
              ],
            },
          ],
        },
      ],
    });
    expect(await describeInstance('i-1')).toEqual({
      id: 'i-1',
      state: 'running',
      tags: { Name: 'web-1', team: 'shop' },
      name: 'web-1',
      type: 't3.micro',
      zone: 'ap-northeast-2a',
      launchedAt: LaunchTime,
    });
  });

  it('knows when it is gone, and does not take a refusal for that', async () => {
    const refusal = (name: string) =>
      new EC2ServiceException({ name, message: name, $fault: 'client', $metadata: {} });
    client
      .on(DescribeInstancesCommand)
      .rejectsOnce(refusal('InvalidInstanceID.NotFound'))
      .resolvesOnce({ Reservations: [] })
      .rejects(refusal('UnauthorizedOperation'));
    expect(await describeInstance('i-1')).toBeUndefined();
    expect(await describeInstance('i-1')).toBeUndefined();
    await expect(describeInstance('i-1')).rejects.toThrow('UnauthorizedOperation');
  });
});

describe('nameOf', () => {
  it.each([
    ['web-1', 'web-1 (i-1)'],
    [undefined, 'i-1'],
  ])('calls %p %p', (name, expected) => {
    expect(nameOf({ id: 'i-1', name })).toBe(expected);
  });
});
