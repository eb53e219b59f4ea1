/** Somebody without Slack: a queue that is subscribed to the topic `subscribers`. */
import { randomUUID } from 'node:crypto';
import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as v from 'valibot';

const emailSchema = v.object({
  Subject: v.string(),
  Message: v.string(),
  MessageAttributes: v.optional(v.record(v.string(), v.object({ Value: v.string() })), {}),
});

/** What arrived: subject, text, and the attributes that subscriptions filter by. */
export type Email = { subject: string; text: string; attributes: Record<string, string> };

const admitting = (topicArn: string, queueArn: string | undefined) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
    },
  ],
});

/** @param filterPolicy as an email subscription of the stack has it */
export async function subscribe(
  topicArn: string,
  filterPolicy?: object,
): Promise<{ emails: () => Promise<Email[]> }> {
  const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: `subscriber-${randomUUID()}` }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await sqs.send(
    new SetQueueAttributesCommand({
      QueueUrl,
      Attributes: { Policy: JSON.stringify(admitting(topicArn, Attributes?.QueueArn)) },
    }),
  );
  await new SNSClient().send(
    new SubscribeCommand({
      TopicArn: topicArn,
      Protocol: 'sqs',
      Endpoint: Attributes?.QueueArn,
      Attributes: filterPolicy && { FilterPolicy: JSON.stringify(filterPolicy) },
    }),
  );
  const arrived: Email[] = [];
  /** All that has arrived by now, each once. */
  const emails = async (): Promise<Email[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '', ReceiptHandle } of Messages) {
      const { Subject, Message, MessageAttributes } = v.parse(emailSchema, JSON.parse(Body));
      const attributes = Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]);
      arrived.push({ subject: Subject, text: Message, attributes: Object.fromEntries(attributes) });
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.length === 10 ? emails() : arrived;
  };
  return { emails };
}

/** The number that the deployment knows. */
export const PHONE = '+821012345678';

const smsSchema = v.object({
  sms_messages: v.record(v.string(), v.array(v.object({ Message: v.string() }))),
});

/** What arrived on the phone, oldest first. */
export async function textMessages(): Promise<string[]> {
  const url = new URL('/_ministack/sns/sms-messages', process.env.AWS_ENDPOINT_URL);
  const { sms_messages } = v.parse(smsSchema, await (await fetch(url)).json());
  return Object.values(sms_messages).flatMap((messages) => messages.map(({ Message }) => Message));
}
