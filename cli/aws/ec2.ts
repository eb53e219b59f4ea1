/** Amazon EC2, as far as only commands call it. */
import {
  DescribeIamInstanceProfileAssociationsCommand,
  DisassociateIamInstanceProfileCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(EC2Client);

type Association = { id: string; instanceId: string };

/** The instances that have the profile, with the id of the association. */
export async function profileAssociations(profileName: string): Promise<Association[]> {
  const found: Association[] = [];
  let NextToken: string | undefined;
  do {
    const page = await client().send(
      new DescribeIamInstanceProfileAssociationsCommand({
        MaxResults: 1_000,
        ...(NextToken && { NextToken }),
      }),
    );
    for (const {
      AssociationId: id = '',
      InstanceId: instanceId = '',
      IamInstanceProfile,
      State,
    } of page.IamInstanceProfileAssociations ?? []) {
      const isOver = State === 'disassociating' || State === 'disassociated';
      if (!isOver && IamInstanceProfile?.Arn?.endsWith(`/${profileName}`)) found.push({ id, instanceId });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return found;
}

/** Takes the profile from the instance. */
export async function detachProfile(associationId: string): Promise<void> {
  await client().send(new DisassociateIamInstanceProfileCommand({ AssociationId: associationId }));
}
