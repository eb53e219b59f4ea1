/** A CloudWatch alarm, in words. */
import {
  alarmDescription,
  alarmFacts,
  alarmLinks,
  alarmSeverity,
  alarmTitle,
} from '../../../shared/alarm/facts';
import { alarmSentence } from '../../../shared/alarm/sentence';
import type { Alarm } from '../../../shared/parsing/alarm';
import type { Card, Tone } from '../card';

/** ALARM is critical unless the description says otherwise. */
export function toneOf({ state, description }: Alarm): Tone {
  if (state === 'OK') return 'good';
  if (state === 'INSUFFICIENT_DATA') return 'unknown';
  return alarmSeverity(description);
}

export function alarmCard(alarm: Alarm): Card {
  const title = alarmTitle(alarm);
  const sentence = alarmSentence(alarm);
  return {
    tone: toneOf(alarm),
    title,
    summary: sentence ? `${title} — ${sentence}` : title,
    paragraphs: [sentence, alarmDescription(alarm)],
    facts: alarmFacts(alarm),
    details: [],
    links: alarmLinks(alarm),
    at: alarm.changedAt,
  };
}
