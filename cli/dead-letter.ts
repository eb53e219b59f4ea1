/** What lies in a dead-letter queue, and which way it goes back. The queue's name says whom it was for. */
import * as v from 'valibot';
import { DELIVERY_TYPE } from '../functions/slack-notifier/delivery/delivery';
import { readIncomingEvents } from '../functions/slack-notifier/incoming';
import { readLetter } from '../functions/slack-notifier/letter';
import { incomingNotification } from '../functions/slack-notifier/notifications/incoming';
import { DEFERRED_V1_TYPE } from '../functions/slack-notifier/version-1';
import { messageOf } from '../shared/errors';
import { COMMAND_STATUS } from '../shared/parsing/command-status';
import { detailTypeOf } from '../shared/parsing/event-bridge';
import { parseFailureRecord } from '../shared/parsing/failure-record';
import { SCHEDULED } from '../shared/parsing/schedule';
import { safeLine } from '../shared/text/safe';
import type { QueueMessage } from './aws/sqs';

/** `nobody`: it stays, unless the operator discards it. */
export type Way = { to: 'function'; event: unknown } | { to: 'work queue' } | { to: 'nobody'; why: string };

/** `what` and `error` are foreign text, made fit for a terminal. */
export type DeadLetter = { what: string; error: string; way: Way };

/** @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
const envelope = v.looseObject({
  Type: v.literal('Notification'),
  MessageId: v.string(),
  TopicArn: v.string(),
  Message: v.string(),
});
const failureRecord = v.looseObject({ requestContext: v.looseObject({}), requestPayload: v.unknown() });
/** What the notifier put off, and then gave up. */
const delivery = v.looseObject({ type: v.picklist([DELIVERY_TYPE, DEFERRED_V1_TYPE]) });

const MAX_SHOWN_LENGTH = { what: 100, error: 300 };

/** One line without what steers a terminal, and without secrets. */
const plain = (text: string, longest = MAX_SHOWN_LENGTH.what): string => safeLine(text, longest);

/** The event as SNS hands it to a function, out of the envelope that SNS puts into a queue. */
const asSnsEvent = (notification: v.InferOutput<typeof envelope>): unknown => ({
  Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: { MessageAttributes: {}, ...notification } }],
});

const whatIs = (event: unknown): string =>
  detailTypeOf(event) ??
  readIncomingEvents(event, '')
    .map((one) => incomingNotification(one).title)
    .join('; ');

/** Who could not deliver says why beside the message: EventBridge in capitals, SNS not. */
const deliveryError = ({ attributes }: QueueMessage): string =>
  [attributes.ERROR_CODE ?? attributes.ErrorCode, attributes.ERROR_MESSAGE ?? attributes.ErrorMessage]
    .filter(Boolean)
    .join(': ');

/** What the restarter only notifies about. Anything else may be an alarm, and an old alarm must not restart a process. */
const HARMLESS = [SCHEDULED, COMMAND_STATUS];

function wayOf(event: unknown, owner: string): Way {
  if (owner === 'mail') return { to: 'nobody', why: 'a mail that could not be delivered' };
  if (owner === 'processRestarter' && !HARMLESS.includes(detailTypeOf(event) ?? '')) {
    return { to: 'nobody', why: 'it asks for a restart: see how the process is, and restart it by hand' };
  }
  return { to: 'function', event };
}

/** What cpuAlerter failed on waits in the notifier's work queue: people are to be notified of the failure itself. */
const isOfWorkQueue = (functionName: string, owner: string): boolean =>
  owner === 'slackNotifier' && !functionName.endsWith(`-${owner}`);

function readContent(content: unknown, message: QueueMessage, owner: string): DeadLetter {
  if (v.is(delivery, content)) {
    const [kept] = readLetter({ body: message.body, messageId: message.id });
    return {
      what: plain(kept?.notification.title ?? ''),
      error: `not yet delivered to ${kept?.pending.join(', ')}`,
      way: { to: 'work queue' },
    };
  }
  if (v.is(failureRecord, content)) {
    const { functionName, payload, condition, error } = parseFailureRecord(content);
    return {
      what: plain(whatIs(payload)),
      error: plain(error ?? condition, MAX_SHOWN_LENGTH.error),
      way: isOfWorkQueue(functionName, owner) ? { to: 'work queue' } : wayOf(payload, owner),
    };
  }
  const event = v.is(envelope, content) ? asSnsEvent(content) : content;
  return {
    what: plain(whatIs(event)),
    error: plain(deliveryError(message), MAX_SHOWN_LENGTH.error),
    way: wayOf(event, owner),
  };
}

/**
 * Whatever lies there: what cannot be read stays, and why is said.
 * @param owner whose queue it lay in: a function's key, or `mail`
 */
export function readDeadLetter(message: QueueMessage, owner: string): DeadLetter {
  try {
    return readContent(JSON.parse(message.body), message, owner);
  } catch (error) {
    const why = `it cannot be read: ${plain(messageOf(error), MAX_SHOWN_LENGTH.error)}`;
    return { what: plain(message.body), error: '', way: { to: 'nobody', why } };
  }
}
