/** AWS Key Management Service, as far as only commands read it. */
import { DescribeKeyCommand, GetKeyPolicyCommand, KMSClient } from '@aws-sdk/client-kms';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(KMSClient);

/** The policy of a key, parsed. @param key its id, its ARN or an alias */
export async function keyPolicyOf(key: string): Promise<unknown> {
  const { KeyMetadata } = await client().send(new DescribeKeyCommand({ KeyId: key })); // Policies have no alias.
  const { Policy = '{}' } = await client().send(
    new GetKeyPolicyCommand({ KeyId: KeyMetadata?.KeyId, PolicyName: 'default' }),
  );
  return JSON.parse(Policy);
}
