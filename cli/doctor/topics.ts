/** Whether alarms get through to the topics: CloudWatch says nothing when they do not. */
import { keyPolicyOf } from '../aws/kms';
import { describeTopic, type Topic } from '../aws/sns';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { admitsCloudWatch } from './policy';
import { broken, ok, together, type Verdict } from './verdict';

type Region = Pick<Deployment, 'account' | 'region' | 'partition'>;

export const judgePolicy = (name: string, { policy }: Topic, place: Region): Verdict =>
  admitsCloudWatch(policy, ['sns:Publish'], place)
    ? ok(`${name} admits alarms of this account`)
    : broken(
        `${name} does not admit cloudwatch.amazonaws.com of account ${place.account}`,
        `put the topic's policy back: allow sns:Publish to cloudwatch.amazonaws.com where aws:SourceAccount is ${place.account}`,
      );

/**
 * @param keyPolicy of the key, where the topic has one of the operator's own
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function judgeEncryption(name: string, { key }: Topic, keyPolicy: unknown, place: Region): Verdict {
  if (key === undefined) return ok(`${name} is not encrypted by KMS`);
  if (/(?:^|:)alias\/aws\/sns$/.test(key)) {
    return broken(
      `${name} is encrypted with alias/aws/sns, which CloudWatch may not use: every alarm is lost`,
      'set `encryptTopics: true` and deploy: that takes the stage’s own key',
    );
  }
  return admitsCloudWatch(keyPolicy, ['kms:GenerateDataKey', 'kms:Decrypt'], place)
    ? ok(`${name}: CloudWatch may use its key`)
    : broken(
        `${name} is encrypted with ${key}, which CloudWatch may not use: every alarm is lost`,
        'allow kms:GenerateDataKey* and kms:Decrypt to cloudwatch.amazonaws.com in the key’s policy',
      );
}

export function topicChecks(deployment: Deployment): Check[] {
  const { alerts, watchdog } = deployment.topics;
  const named = Object.entries({ alerts, watchdog });
  const encryption = async (name: string, arn: string): Promise<Verdict> => {
    const topic = await describeTopic(arn);
    const isOwn = topic.key !== undefined && !topic.key.endsWith('alias/aws/sns');
    return judgeEncryption(
      name,
      topic,
      isOwn && topic.key ? await keyPolicyOf(topic.key) : undefined,
      deployment,
    );
  };
  return [
    {
      name: 'topic policies',
      run: async () =>
        together(
          await Promise.all(
            named.map(async ([name, arn]) => judgePolicy(name, await describeTopic(arn), deployment)),
          ),
        ),
    },
    {
      name: 'topic encryption',
      run: async () => together(await Promise.all(named.map(([name, arn]) => encryption(name, arn)))),
    },
  ];
}
