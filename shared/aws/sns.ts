/** Amazon Simple Notification Service. */
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';

let made: SNSClient | undefined;

function client(): SNSClient {
  made ??= new SNSClient({
    maxAttempts: 4,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 3_000 },
  });
  return made;
}

/** Publishes a text of at most 256 kB. */
export async function publish(topicArn: string, message: string): Promise<void> {
  await client().send(new PublishCommand({ TopicArn: topicArn, Message: message }));
}
