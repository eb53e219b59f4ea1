/** The stage's KMS key, which lives beside the stack: it must be there before the first deployment and survive the last. */
import { parseArn } from '../shared/aws/arn';
import { createAlias, createKey, enableRotation, type KmsKey, keepKey, putKeyPolicy } from './aws/kms';
import { keyAlias, SERVICE } from './target';

/**
 * The account rules its key by IAM, and CloudWatch may publish to topics that are encrypted with it.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function keyPolicy(partition: string, account: string) {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RuledByIamOfThisAccount',
        Effect: 'Allow',
        Principal: { AWS: `arn:${partition}:iam::${account}:root` },
        Action: 'kms:*',
        Resource: '*', // In a key policy: this key.
      },
      {
        Sid: 'AlarmsOfThisAccountOnEncryptedTopics',
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:SourceAccount': account } },
      },
    ],
  };
}

async function create(stage: string): Promise<KmsKey> {
  const key = await createKey(`${SERVICE} ${stage}: the Slack webhook`, { service: SERVICE, stage });
  const arn = parseArn(key.arn);
  if (arn) await putKeyPolicy(key.id, keyPolicy(arn.partition, arn.account));
  await enableRotation(key.id);
  await createAlias(keyAlias(stage), key.id); // Last: what stands behind the alias is complete.
  return key;
}

/** The key behind the stage's alias (`found`), kept from a scheduled deletion, or a new one. Says which. */
export async function ensureStageKey(stage: string, found: KmsKey | undefined): Promise<KmsKey> {
  const alias = keyAlias(stage);
  if (!found) {
    const key = await create(stage);
    console.log(`Created the key behind ${alias}, rotated every year.`);
    return key;
  }
  if (found.state === 'PendingDeletion') {
    await keepKey(found.id);
    console.log(`The key behind ${alias} was to be deleted; it is kept.`);
  }
  await enableRotation(found.id);
  console.log(`Using the key behind ${alias}.`);
  return found;
}
