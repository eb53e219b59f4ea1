/** A CloudWatch alarm's change of state as a notification: its words are put together here, whoever notifies of it. */
import { changeId, identity, type Notification, notification, quoted, type Severity } from '../notification';
import type { Alarm } from '../parsing/alarm';
import { alarmDescription, alarmFacts, alarmLabel, alarmLinks, alarmSeverity, alarmTitle } from './facts';
import { alarmSentence } from './sentence';

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

/** What somebody has found out about the alarm. `lead` comes before the alarm's own sentence, `remarks` after it. */
export type AlarmFindings = Partial<Pick<Notification, 'facts' | 'links' | 'details'>> & {
  lead?: string;
  remarks?: string;
};

export function alarmNotification(
  alarm: Alarm,
  { lead, remarks, facts, links = [], details = [] }: AlarmFindings = {},
): Notification {
  const { state, previousState, suppressedBy: mutedBy } = alarm;
  const sentences = [lead, alarmSentence(alarm), remarks].filter(Boolean).join('\n');
  return notification({
    id: changeId(alarm.changedAt, state),
    incident: alarmIncident(alarm),
    alarm: { name: alarmLabel(alarm), state, previousState, suppressed: undefined, mutedBy },
    severity: severityOf(alarm),
    title: alarmTitle(alarm),
    text: [sentences, quoted(alarmDescription(alarm))].filter(Boolean).join('\n\n'),
    at: alarm.changedAt,
    account: alarm.account,
    region: alarm.region,
    facts: { ...facts, ...alarmFacts(alarm) },
    links: [...alarmLinks(alarm), ...links],
    details,
  });
}
