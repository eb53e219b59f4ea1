/** A CloudWatch alarm, in words. */
import {
  descriptionOf,
  factsOf,
  linksOf,
  severityOf,
  titleOf,
} from '../../../shared/alarm-words/about-alarm';
import { alarmSentence } from '../../../shared/alarm-words/alarm-sentence';
import type { Alarm } from '../../../shared/parsing/alarm';
import type { Card, Tone } from '../card';

/** ALARM is critical unless the description says otherwise. */
export function toneOf({ state, description }: Alarm): Tone {
  if (state === 'OK') return 'good';
  if (state === 'INSUFFICIENT_DATA') return 'unknown';
  return severityOf(description);
}

export function alarmCard(alarm: Alarm): Card {
  const title = titleOf(alarm);
  const sentence = alarmSentence(alarm);
  return {
    tone: toneOf(alarm),
    title,
    summary: sentence ? `${title} — ${sentence}` : title,
    paragraphs: [sentence, descriptionOf(alarm)],
    facts: factsOf(alarm),
    details: [],
    links: linksOf(alarm),
    at: alarm.changedAt,
  };
}
