import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { detachProfile, profileAssociations } from './ec2';

const client = mockClient(EC2Client);
beforeEach(() => client.reset());

describe('the instance profile', () => {
  it('is found on the instances that have it, and detached', async () => {
    const association = (id: string, name: string) => ({
      AssociationId: `iip-${id}`,
      InstanceId: `i-${id}`,
      IamInstanceProfile: { Arn: `arn:aws:iam::123456789012:instance-profile/${name}` },
    });
    client
      .on(DescribeIamInstanceProfileAssociationsCommand)
      .resolvesOnce({
        IamInstanceProfileAssociations: [
          association('1', 'ours'),
          association('2', 'not-ours'),
          { ...association('4', 'ours'), State: 'disassociating' as const },
        ],
        NextToken: '2',
      })
      .resolvesOnce({ IamInstanceProfileAssociations: [association('3', 'ours')] });
    expect(await profileAssociations('ours')).toEqual([
      { id: 'iip-1', instanceId: 'i-1' },
      { id: 'iip-3', instanceId: 'i-3' },
    ]);
    await detachProfile('iip-1');
    expect(client.commandCalls(DisassociateIamInstanceProfileCommand)[0]?.args[0].input).toEqual({
      AssociationId: 'iip-1',
    });
  });
});
