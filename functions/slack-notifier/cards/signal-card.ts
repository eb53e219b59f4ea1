/** The card of whatever has come. */
import { messageOf } from '../../../shared/errors';
import type { Card } from '../card';
import { type Incoming, incomingName } from '../incoming';
import { alarmCard } from './alarm-card';
import { failureCard } from './failure-card';
import { noticeCard } from './notice-card';
import { textCard } from './text-card';

function cardOf(incoming: Incoming): Card {
  switch (incoming.kind) {
    case 'alarm':
      return alarmCard(incoming.alarm);
    case 'notice':
      return noticeCard(incoming.notice);
    case 'failure':
      return failureCard(incoming.failure, incoming.nested.map(signalCard));
    case 'text':
      return textCard(incoming.content, incoming.subject, incoming.problem);
  }
}

/** Never throws: what cannot be put into words is shown as it came, rather than left to die among the dead letters. */
export function signalCard(incoming: Incoming): Card {
  try {
    return cardOf(incoming);
  } catch (error) {
    return textCard(incoming, incomingName(incoming), `It could not be put into words: ${messageOf(error)}`);
  }
}
