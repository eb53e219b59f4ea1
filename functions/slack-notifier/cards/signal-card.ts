/** The card of any signal. */
import { messageOf } from '../../../shared/errors';
import type { Card } from '../card';
import { fullName, type Signal } from '../signals';
import { alarmCard } from './alarm-card';
import { failureCard } from './failure-card';
import { noticeCard } from './notice-card';
import { textCard } from './text-card';

function cardOf(signal: Signal): Card {
  switch (signal.kind) {
    case 'alarm':
      return alarmCard(signal.alarm);
    case 'notice':
      return noticeCard(signal.notice);
    case 'failure':
      return failureCard(signal.failure, signal.signals.map(signalCard));
    case 'text':
      return textCard(signal.content, signal.subject, signal.problem);
  }
}

/** Never throws: what cannot be put into words is told as it came, rather than left to die among the dead letters. */
export function signalCard(signal: Signal): Card {
  try {
    return cardOf(signal);
  } catch (error) {
    return textCard(signal, fullName(signal), `It could not be put into words: ${messageOf(error)}`);
  }
}
