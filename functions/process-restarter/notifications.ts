/** The notifications of a restart before it has ended. Each belongs to the incident of the alarm that asks for it. */
import { alarmIncident } from '../../shared/alarm/notification';
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import { changeId, type Notification, notification, type Severity } from '../../shared/notification';
import { aboutCommand, type SentRestart } from './outcome';

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/**
 * Why nothing is restarted. `next` is the step that a person may take; `once` what people are notified of only once,
 * whichever change of an alarm meets it.
 */
type Reason = { severity: Severity; why: string; next: string; once?: string };

export const notRestarted = (
  alarm: DescribedAlarm,
  subject: string,
  { severity, why, next, once }: Reason,
): Notification =>
  notification({
    id: once ?? `not restarted ${changeId(alarm.changedAt, 'ALARM')}`,
    incident: alarmIncident(alarm),
    severity,
    title: `${subject} was not restarted`,
    text: `${sentence(why)} ${next}`,
  });

/** @param id the restarts that were sent, up to which one: until another one is sent, people know */
export const keepsDying = (
  id: string,
  alarm: DescribedAlarm,
  subject: string,
  { count, windowMinutes }: { count: number; windowMinutes: number },
): Notification =>
  notification({
    id,
    incident: alarmIncident(alarm),
    severity: 'critical',
    title: `${subject} keeps dying`,
    text:
      `A restart was sent ${count} times in ${windowMinutes} minutes; no more are sent. ` +
      'CloudWatch will not ask again until its alarm has been OK: find out why it dies, then start it by hand.',
  });

export const restarting = (restart: SentRestart, remark: string): Notification =>
  notification({
    ...aboutCommand('restart', restart),
    severity: 'info',
    title: `${restart.subject} is being restarted`,
    text: `How it ends is told when it has ended. ${remark}`.trim(),
  });
