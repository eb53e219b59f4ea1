/** The card of any signal. */
import type { Card } from '../card';
import type { Signal } from '../signals';
import { alarmCard } from './alarm-card';
import { failureCard } from './failure-card';
import { noticeCard } from './notice-card';
import { textCard } from './text-card';

export function signalCard(signal: Signal): Card {
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
