/** A CloudWatch alarm's change of state as a notification: its words are put together here, whoever notifies of it. */
import { changeId, identity, type Notification, notification, quoted, type Severity } from '../notification';
import type { Alarm } from '../parsing/alarm';
import { commonWords } from '../words/common';
import { alarmDescription, alarmSeverity, instanceNameOf } from './description';
import { alarmFacts, alarmLinks, type KnownInstance } from './facts';
import { headline, label } from './headline';
import { alarmSentence } from './sentence';
import { alarmName, instanceIdOf, subjectOf } from './subject';

/** What tells an alarm from all others; `contributor` where it is one of its contributors. */
type AlarmIdentity = Pick<Alarm, 'arn' | 'name'> & { contributor?: Alarm['contributor'] };

/** What belongs to one alarm, or to one of its contributors, which ring and recover each for itself. */
export const alarmIncident = ({ arn, name, contributor }: AlarmIdentity): string =>
  identity(['alarm', arn ?? name, contributor?.id].filter(Boolean).join(' '));

/** ALARM is critical unless the description says otherwise. */
export function severityOf({ state, description }: Pick<Alarm, 'state' | 'description'>): Severity {
  if (state === 'OK') return 'good';
  if (state === 'INSUFFICIENT_DATA') return 'unknown';
  return alarmSeverity(description);
}

/**
 * What somebody has found out about the alarm. `instance` is the one it is about; `thing` and `predicate` are the headline where
 * they say more than the alarm; `suffix` ends it; `lead` comes before the
 * alarm's own sentence, `remarks` after it; `links` before how to mute it.
 */
export type AlarmFindings = Partial<Pick<Notification, 'links' | 'details'>> & {
  instance?: KnownInstance | undefined;
  thing?: string;
  predicate?: string;
  suffix?: string;
  lead?: string;
  remarks?: string;
};

/** Whether somebody has to be asked what its instance is called. */
export const unnamedInstance = (alarm: Alarm): string | undefined =>
  instanceNameOf(alarm) === undefined ? instanceIdOf(alarm) : undefined;

export function alarmNotification(alarm: Alarm, findings: AlarmFindings = {}): Notification {
  const { predicate, suffix = '', lead, remarks, links = [], details = [] } = findings;
  const { state, previousState, suppressedBy: mutedBy } = alarm;
  const instance = { ...findings.instance, name: findings.instance?.name ?? instanceNameOf(alarm) };
  const found = subjectOf(alarm, instance.name);
  const subject = { ...found, thing: findings.thing ?? found.thing };
  const sentence = predicate === undefined ? alarmSentence(alarm, subject) : '';
  const sentences = commonWords().joined([lead, sentence, remarks].flatMap((one) => one || []));
  const description = state === 'OK' ? '' : quoted(alarmDescription(alarm)); // it says what is wrong
  return notification({
    id: changeId(alarm.changedAt, state),
    incident: alarmIncident(alarm),
    alarm: {
      name: alarmName(alarm),
      label: label(subject),
      state,
      previousState,
      suppressed: undefined,
      mutedBy,
    },
    severity: severityOf(alarm),
    subject: subject.thing,
    title: (predicate === undefined ? headline(alarm, subject) : `${subject.thing}: ${predicate}`) + suffix,
    text: [sentences, description].filter(Boolean).join('\n\n'),
    at: alarm.changedAt,
    account: alarm.account,
    region: alarm.region,
    facts: alarmFacts(alarm, instance),
    links: alarmLinks(alarm, links),
    details,
  });
}
