/** AWS Key Management Service, as far as only commands read it. */
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { timeouts } from '../../shared/aws/timeouts';

let made: KMSClient | undefined;

function client(): KMSClient {
  made ??= new KMSClient({ requestHandler: timeouts() });
  return made;
}

/** The policy of a key, parsed. @param key its id, its ARN or an alias */
export async function keyPolicyOf(key: string): Promise<unknown> {
  const { KeyMetadata } = await client().send(new DescribeKeyCommand({ KeyId: key })); // Policies have no alias.
  const { Policy = '{}' } = await client().send(
    new GetKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, PolicyName: 'default' }),
  );
  return JSON.parse(Policy);
}
