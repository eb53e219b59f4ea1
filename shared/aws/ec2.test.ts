import {
  AssociateIamInstanceProfileCommand,
  DescribeInstancesCommand,
  EC2Client,
  EC2ServiceException,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { allInstances, attachProfile, describeDetails, describeInstance } from './ec2';

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

describe('describeDetails and allInstances', () => {
  const [attached, launched] = [new Date('2026-01-01'), new Date('2026-03-01')];
  const described = {
    InstanceId: 'i-1',
    State: { Name: 'stopped' as const },
    LaunchTime: launched,
    NetworkInterfaces: [{ Attachment: { DeviceIndex: 0, AttachTime: attached } }],
    Monitoring: { State: 'enabled' as const },
    IamInstanceProfile: { Arn: 'arn:aws:iam::123456789012:instance-profile/web' },
    StateTransitionReason: 'User initiated (2026-03-01 12:00:00 GMT)',
    StateReason: { Code: 'Client.UserInitiatedShutdown', Message: 'Client.UserInitiatedShutdown: User …' },
    Tags: [{ Key: 'aws:autoscaling:groupName', Value: 'web' }],
  };

  it('give what the alarms depend on, and when it was first started', async () => {
    client.on(DescribeInstancesCommand).resolves({ Reservations: [{ Instances: [described] }] });
    expect(await describeDetails('i-1')).toMatchObject({
      state: 'stopped',
      launchedAt: launched,
      createdAt: attached,
      detailedMonitoring: true,
      profile: 'arn:aws:iam::123456789012:instance-profile/web',
      group: 'web',
      transition: 'User initiated (2026-03-01 12:00:00 GMT)',
      stateReason: 'Client.UserInitiatedShutdown: User …',
    });
  });

  it('read all pages', async () => {
    client
      .on(DescribeInstancesCommand)
      .resolvesOnce({ Reservations: [{ Instances: [described] }], NextToken: '2' })
      .resolvesOnce({ Reservations: [{ Instances: [{ InstanceId: 'i-2' }] }] });
    expect((await allInstances()).map(({ id }) => id)).toEqual(['i-1', 'i-2']);
    expect(client.commandCalls(DescribeInstancesCommand)[1]?.args[0].input).toEqual({
      MaxResults: 1_000,
      NextToken: '2',
    });
  });
});

describe('the instance profile', () => {
  const refusal = (name: string) =>
    new EC2ServiceException({ name, message: name, $fault: 'client', $metadata: {} });

  it.each([
    ['IncorrectInstanceState', 'not ready'],
    ['InvalidInstanceID.NotFound', 'not ready'],
    ['IncorrectState', 'taken'],
  ])('is not attached when EC2 answers %s', async (name, expected) => {
    client.on(AssociateIamInstanceProfileCommand).rejects(refusal(name));
    expect(await attachProfile('i-1', 'ours')).toBe(expected);
  });

  it('is attached by name, and a refusal is an error', async () => {
    client.on(AssociateIamInstanceProfileCommand).resolvesOnce({}).rejects(refusal('UnauthorizedOperation'));
    expect(await attachProfile('i-1', 'ours')).toBe('attached');
    expect(client.commandCalls(AssociateIamInstanceProfileCommand)[0]?.args[0].input).toEqual({
      InstanceId: 'i-1',
      IamInstanceProfile: { Name: 'ours' },
    });
    await expect(attachProfile('i-1', 'ours')).rejects.toThrow('UnauthorizedOperation');
  });
});
