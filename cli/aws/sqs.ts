/** Amazon Simple Queue Service, as far as only commands read it. */
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { timeouts } from '../../shared/aws/timeouts';

let made: SQSClient | undefined;

function client(): SQSClient {
  made ??= new SQSClient({ useQueueUrlAsEndpoint: false, requestHandler: timeouts() });
  return made;
}

/** How many messages lie in the queue, about. */
export async function queueLength(url: string): Promise<number> {
  const { Attributes = {} } = await client().send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
  );
  return Number(Attributes.ApproximateNumberOfMessages ?? 0);
}
