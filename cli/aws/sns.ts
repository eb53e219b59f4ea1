/** Amazon Simple Notification Service, as far as only commands call it. */
import {
  GetSMSAttributesCommand,
  GetSMSSandboxAccountStatusCommand,
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  NotFoundException,
  paginateListSubscriptionsByTopic,
  SNSClient,
} from '@aws-sdk/client-sns';
import { parseArn } from '../../shared/aws/arn';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(SNSClient);

/** `policy` is parsed; `key` is as the topic names it: an id, an ARN or an alias. */
export type Topic = { policy: unknown; key: string | undefined };

export async function describeTopic(arn: string): Promise<Topic> {
  const { Attributes = {} } = await client().send(new GetTopicAttributesCommand({ TopicArn: arn }));
  return { policy: JSON.parse(Attributes.Policy ?? '{}'), key: Attributes.KmsMasterKeyId || undefined };
}

export type Subscriber = { protocol: string; endpoint: string; pending: boolean };

/** Asked in the topic's own region. */
export async function subscribersOf(topicArn: string): Promise<Subscriber[]> {
  const subscribers: Subscriber[] = [];
  for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic(
    { client: client(parseArn(topicArn)?.region) },
    { TopicArn: topicArn },
  )) {
    for (const { Protocol = '', Endpoint = '', SubscriptionArn } of Subscriptions) {
      const pending = SubscriptionArn === 'PendingConfirmation'; // instead of an ARN
      subscribers.push({ protocol: Protocol, endpoint: Endpoint, pending });
    }
  }
  return subscribers;
}

/** `filter` is parsed. */
export type Subscription = { filter: unknown; scope: string };

/** The subscription, or `undefined` when it is gone. @param region of its topic */
export async function describeSubscription(arn: string, region: string): Promise<Subscription | undefined> {
  try {
    const { Attributes = {} } = await client(region).send(
      new GetSubscriptionAttributesCommand({ SubscriptionArn: arn }),
    );
    const filter = Attributes.FilterPolicy ? JSON.parse(Attributes.FilterPolicy) : undefined;
    return { filter, scope: Attributes.FilterPolicyScope ?? 'MessageAttributes' };
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}

/** `limit` in US dollars a month; each region has its own. */
export type Sms = { sandboxed: boolean; limit: number };

export async function describeSms(region: string): Promise<Sms> {
  const { IsInSandbox = true } = await client(region).send(new GetSMSSandboxAccountStatusCommand({}));
  const { attributes = {} } = await client(region).send(
    new GetSMSAttributesCommand({ attributes: ['MonthlySpendLimit'] }),
  );
  return { sandboxed: IsInSandbox, limit: Number(attributes.MonthlySpendLimit ?? 1) };
}
