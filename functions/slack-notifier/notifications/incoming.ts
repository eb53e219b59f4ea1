/** The notification of whatever has come. */
import type { KnownInstance } from '../../../shared/alarm/facts';
import { alarmNotification, unnamedInstance } from '../../../shared/alarm/notification';
import { messageOf } from '../../../shared/errors';
import type { Notification } from '../../../shared/notification';
import { deliveryWords } from '../../../shared/words/delivery';
import { type Incoming, type IncomingEvent, incomingName } from '../incoming';
import { failureNotification } from './failure';
import { textNotification } from './text';

/** Whether another function notifies of it, with what it knows. */
const isExplained = (incoming: Incoming | undefined): boolean =>
  incoming?.kind === 'alarm' && incoming.explainedVia !== undefined;

function notificationOf({ incoming, sourceId, at }: IncomingEvent, instance?: KnownInstance): Notification {
  switch (incoming.kind) {
    case 'alarm':
      return alarmNotification(incoming.alarm, { instance });
    case 'notification':
      return incoming.notification;
    case 'failure': {
      const nested = incoming.nested.map((one) =>
        incomingNotification({ incoming: one, sourceId, at }, instance),
      );
      return failureNotification(incoming.failure, nested, isExplained(incoming.nested[0]));
    }
    case 'text':
      return textNotification(incoming.content, { ...incoming, sourceId, at });
  }
}

/** The instance that it is about, where somebody has to be asked what that is called. */
export function instanceToName(incoming: Incoming): string | undefined {
  if (incoming.kind === 'alarm') return unnamedInstance(incoming.alarm);
  const [nested] = incoming.kind === 'failure' ? incoming.nested : [];
  return nested && instanceToName(nested);
}

/**
 * Never throws: what cannot be put into words is shown as it came, rather than left to die among the dead letters.
 * @param instance the one that it is about, as far as it is known
 */
export function incomingNotification(event: IncomingEvent, instance?: KnownInstance): Notification {
  try {
    return notificationOf(event, instance);
  } catch (error) {
    const { incoming, sourceId, at } = event;
    const problem = deliveryWords().notInWords(messageOf(error));
    return textNotification(incoming, { sourceId, at, subject: incomingName(incoming), problem });
  }
}
