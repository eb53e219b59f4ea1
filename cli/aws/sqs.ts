/** Amazon Simple Queue Service, as far as only commands read it. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { lazyClient } from '../../shared/aws/lazy-client';

const client = lazyClient(SQSClient, { useQueueUrlAsEndpoint: false });

/** How many messages lie in the queue, about. */
export async function queueLength(url: string): Promise<number> {
  const { Attributes = {} } = await client().send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
}
