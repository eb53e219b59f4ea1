/** How a function notifies people: it returns notices, and they are published to the topic `alerts`. */
import { parseArn } from './aws/arn';
import { isDryRun, requiredEnv } from './env';
import { messageOf } from './errors';
import { lazily } from './lazily';
import { log } from './log';
import type { Notice } from './notice';
import { redact } from './text/redact';

/** `invokedFunctionArn` is missing in `sls invoke local`. */
export type LambdaContext = {
  awsRequestId: string;
  invokedFunctionArn?: string;
  getRemainingTimeInMillis: () => number;
};

/**
 * What people are to be notified of, and what is done once they are: marking the act as done, so that a retry does
 * not repeat it.
 */
export type Telling = { notice: Notice; told?: () => Promise<void> };

type Handler<T> = (event: unknown, context: LambdaContext) => Promise<T>;

/** SNS takes 256 kB, and Slack shows far less. */
const MAX_TEXT_LENGTH = 4_000;
const MAX_DETAIL_LINE_LENGTH = 300;
const MAX_DETAIL_LINES = 60;

/** The notice as it travels: no longer than anybody will read, without secrets, and with the place it comes from. */
export function redactNotice(notice: Notice, functionArn: string | undefined): Notice {
  const arn = parseArn(functionArn ?? '');
  return {
    ...notice,
    title: redact(notice.title),
    text: redact(notice.text).slice(0, MAX_TEXT_LENGTH),
    account: notice.account === undefined ? arn?.account : redact(notice.account),
    region: notice.region === undefined ? arn?.region : redact(notice.region),
    fields: Object.fromEntries(Object.entries(notice.fields).map(([name, value]) => [name, redact(value)])),
    details: notice.details.map(({ title, lines }) => ({
      title,
      lines: lines.slice(-MAX_DETAIL_LINES).map((line) => redact(line).slice(0, MAX_DETAIL_LINE_LENGTH)),
    })),
  };
}

/** `arn:aws:lambda:REGION:ACCOUNT:function:NAME` → `arn:aws:sns:REGION:ACCOUNT:TOPIC` */
export function topicArn(functionArn: string | undefined, topic: string): string {
  const arn = parseArn(functionArn ?? '');
  if (!arn) throw new Error(`expected the ARN of the invoked function, got ${functionArn}`);
  return `arn:${arn.partition}:sns:${arn.region}:${arn.account}:${topic}`;
}

const publishTo = lazily(async () => (await import('./aws/sns')).publish);

async function publishNotice(notice: Notice, { invokedFunctionArn }: LambdaContext): Promise<void> {
  await publishTo(topicArn(invokedFunctionArn, requiredEnv('ALERTS_TOPIC')), JSON.stringify(notice));
}

/**
 * A Lambda handler out of one that returns what people are to be notified of. Everything is tried; what could not be
 * published makes it fail at the end, so that Lambda retries. In a dry run nothing is published: the notices are
 * returned, and so shown.
 */
export const telling =
  (handle: Handler<Telling[]>, publish = publishNotice): Handler<Notice[]> =>
  async (event, context) => {
    const failures: unknown[] = [];
    const notices: Notice[] = [];
    for (const { notice, told } of await handle(event, context)) {
      const full = redactNotice(notice, context.invokedFunctionArn);
      const line = { requestId: context.awsRequestId, severity: full.severity, title: redact(full.title) };
      try {
        if (!isDryRun()) await publish(full, context);
        await told?.();
        notices.push(full);
        log().info('published', line);
      } catch (error) {
        failures.push(error);
        log().error('not published', { ...line, why: redact(messageOf(error)) });
      }
    }
    if (failures.length === 0) return notices;
    throw new AggregateError(
      failures,
      `${failures.length} notices not published: ${failures.map(messageOf).join('; ')}`,
    );
  };
