/** The notification of whatever has come. */
import { alarmNotification } from '../../../shared/alarm/notification';
import { messageOf } from '../../../shared/errors';
import type { Notification } from '../../../shared/notification';
import { type Incoming, type IncomingEvent, incomingName } from '../incoming';
import { failureNotification } from './failure';
import { textNotification } from './text';

/** Whether another function notifies of it, with what it knows. */
const isExplained = (incoming: Incoming | undefined): boolean =>
  incoming?.kind === 'alarm' && incoming.explainedVia !== undefined;

function notificationOf({ incoming, sourceId, at }: IncomingEvent): Notification {
  switch (incoming.kind) {
    case 'alarm':
      return alarmNotification(incoming.alarm);
    case 'notification':
      return incoming.notification;
    case 'failure': {
      const nested = incoming.nested.map((one) => incomingNotification({ incoming: one, sourceId, at }));
      return failureNotification(incoming.failure, nested, isExplained(incoming.nested[0]));
    }
    case 'text':
      return textNotification(incoming.content, { ...incoming, sourceId, at });
  }
}

/** Never throws: what cannot be put into words is shown as it came, rather than left to die among the dead letters. */
export function incomingNotification(event: IncomingEvent): Notification {
  try {
    return notificationOf(event);
  } catch (error) {
    const { incoming, sourceId, at } = event;
    const problem = `It could not be put into words: ${messageOf(error)}`;
    return textNotification(incoming, { sourceId, at, subject: incomingName(incoming), problem });
  }
}
