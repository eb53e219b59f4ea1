/** The notifications of a restart before it has ended. Each belongs to the incident of the alarm that asks for it. */
import { alarmIncident } from '../../shared/alarm/notification';
import type { DescribedAlarm } from '../../shared/aws/cloudwatch';
import { changeId, type Notification, notification, type Severity } from '../../shared/notification';
import { commonWords } from '../../shared/words/common';
import { restartsWords } from '../../shared/words/restarts';
import { restartLinks } from './links';
import { aboutCommand, type SentRestart, thingIn } from './outcome';

/**
 * Why nothing is restarted. `next` is the step that a person may take; `once` what people are notified of only once,
 * whichever change of an alarm meets it.
 */
type Reason = { severity: Severity; why: string; next: string; once?: string };

const aboutAlarm = (alarm: DescribedAlarm, subject: string) => ({
  incident: alarmIncident(alarm),
  subject: thingIn(subject),
  facts: {
    [commonWords().facts.instance]: alarm.dimensions.InstanceId ?? '',
    [commonWords().facts.alarm]: alarm.name,
  },
  links: restartLinks({ alarm: alarm.name, instanceId: alarm.dimensions.InstanceId }),
});

export const notRestarted = (
  alarm: DescribedAlarm,
  subject: string,
  { severity, why, next, once }: Reason,
): Notification =>
  notification({
    ...aboutAlarm(alarm, subject),
    id: once ?? `not restarted ${changeId(alarm.changedAt, 'ALARM')}`,
    severity,
    title: restartsWords().notRestarted(subject),
    text: restartsWords().reason(why, next),
  });

/** @param id the restarts that were sent, up to which one: until another one is sent, people know */
export const keepsDying = (
  id: string,
  alarm: DescribedAlarm,
  subject: string,
  { count, windowMinutes }: { count: number; windowMinutes: number },
): Notification =>
  notification({
    ...aboutAlarm(alarm, subject),
    id,
    severity: 'critical',
    title: restartsWords().keepsDying(subject),
    text: restartsWords().tooOften(count, windowMinutes),
  });

export const restarting = (restart: SentRestart, remark: string): Notification =>
  notification({
    ...aboutCommand('restart', restart),
    severity: 'info',
    title: restartsWords().restarting(restart.subject),
    text: restartsWords().outcomeFollows(remark),
  });
