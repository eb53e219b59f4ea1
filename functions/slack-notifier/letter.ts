/** What a message of the queue holds: a delivery that was put off, or the record of a function that failed. */
import * as v from 'valibot';
import { EventParseError } from '../../shared/errors';
import type { SqsMessage } from '../../shared/parsing/sqs';
import { DELIVERY_TYPE, type Delivery, delivery, parseDelivery } from './delivery/delivery';
import { readIncomingEvents } from './incoming';
import { incomingNotification } from './notifications/incoming';
import { DEFERRED_V1_TYPE, parseDeferredV1 } from './version-1';

const ofType = (type: string) => v.object({ type: v.literal(type) });

/**
 * Failures of cpuAlerter come here, past the topic (serverless.yml): nobody else notifies of its alarm, and the topic may
 * be what failed.
 * @throws SyntaxError, EventParseError
 */
export function readLetter({ body, messageId }: Pick<SqsMessage, 'body' | 'messageId'>): Delivery[] {
  const content: unknown = JSON.parse(body);
  if (v.is(ofType(DELIVERY_TYPE), content)) return [parseDelivery(content)];
  if (v.is(ofType(DEFERRED_V1_TYPE), content)) return [parseDeferredV1(content)];
  const events = readIncomingEvents(content, messageId);
  if (events.every(({ incoming: { kind } }) => kind === 'text')) {
    throw new EventParseError('Not a delivery, nor the record of a failure', '(the whole message)');
  }
  return events.map((event) => delivery(incomingNotification(event)));
}
