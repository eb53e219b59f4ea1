/** How a function notifies people: it returns notifications, and they are published to the topic `alerts`. */
import { parseArn } from './aws/arn';
import { publish as publishTo } from './aws/sns';
import { bounded } from './bounded';
import { isDryRun, requiredEnv } from './env';
import { messageOf } from './errors';
import { log } from './log';
import type { Notification } from './notification';
import { counted } from './text/plural';

/** `invokedFunctionArn` is missing in `sls invoke local`. */
export type LambdaContext = {
  awsRequestId: string;
  invokedFunctionArn?: string;
  getRemainingTimeInMillis: () => number;
};

/**
 * What people are to be notified of, and what is done once it is published: marking the act as done, so that a retry
 * does not repeat it.
 */
export type Publication = { notification: Notification; onPublished?: () => Promise<void> };

type Handler<T> = (event: unknown, context: LambdaContext) => Promise<T>;

const MAX_DETAIL_LINES = 60;

/** The notification as it travels, with the place it comes from. The end of a journal says why it stopped. */
export function redactNotification(
  notification: Notification,
  functionArn: string | undefined,
): Notification {
  const arn = parseArn(functionArn ?? '');
  return bounded({
    ...notification,
    account: notification.account ?? arn?.account,
    region: notification.region ?? arn?.region,
    details: notification.details.map(({ title, lines }) => ({
      title,
      lines: lines.slice(-MAX_DETAIL_LINES),
    })),
  });
}

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME` → `arn:aws:sns:REGION:ACCOUNT:TOPIC` */
export function topicArn(functionArn: string | undefined, topic: string): string {
  const arn = parseArn(functionArn ?? '');
  if (!arn) throw new Error(`expected the ARN of the invoked function, got ${functionArn}`);
  return `arn:${arn.partition}:sns:${arn.region}:${arn.account}:${topic}`;
}

async function publishToAlerts(
  notification: Notification,
  { invokedFunctionArn }: LambdaContext,
): Promise<void> {
  await publishTo(topicArn(invokedFunctionArn, requiredEnv('ALERTS_TOPIC')), JSON.stringify(notification));
}

/**
 * A Lambda handler out of one that returns what people are to be notified of. Everything is tried; what could not be
 * published makes it fail at the end, so that Lambda retries. In a dry run nothing is published: the notifications
 * are returned, and so shown.
 */
export const publishing =
  (handle: Handler<Publication[]>, publish = publishToAlerts): Handler<Notification[]> =>
  async (event, context) => {
    const failures: unknown[] = [];
    const published: Notification[] = [];
    for (const { notification, onPublished } of await handle(event, context)) {
      const redacted = redactNotification(notification, context.invokedFunctionArn);
      const { severity, title } = redacted;
      const line = { requestId: context.awsRequestId, severity, title };
      try {
        if (!isDryRun()) await publish(redacted, context);
        await onPublished?.();
        published.push(redacted);
        log().info('published', line);
      } catch (error) {
        failures.push(error);
        log().error('not published', { ...line, why: messageOf(error) });
      }
    }
    if (failures.length === 0) return published;
    throw new AggregateError(
      failures,
      `${counted(failures.length, 'notification')} not published: ${failures.map(messageOf).join('; ')}`,
    );
  };
