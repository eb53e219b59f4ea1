/** Why CloudWatch would have told nobody of a change: then the notifier knows nothing of it. */
import { isMadeByUs } from '../../../shared/alarm/description';
import { parseArn } from '../../../shared/aws/arn';
import type { Config } from '../../../shared/config/schema';
import type { AlarmState } from '../../../shared/parsing/alarm';
import type { AlarmRecord, ChangeRecord } from '../reading';

/** Those of the topic `watchdog`, and the canary, which notifies nobody (deploy/watchdog.cjs, resources/canary.yml). */
const OF_THE_SERVICE = /^alarm-responder-\S{1,100}-(?:watchdog |canary$|canary-missing$)/;

/** Others, such as of Auto Scaling and EC2, act on things. */
const TELLING = ['sns', 'lambda'];
const ACTIONS_FOR = {
  ALARM: 'alarmActions',
  OK: 'okActions',
  INSUFFICIENT_DATA: 'insufficientDataActions',
} as const;

const NO_TOPIC = 'no topic is among its actions for ';
const DISABLED = 'its actions are disabled';

/** Whether people were not notified because no action was to tell them. `allAlarms: true` would. */
export const isUnheard = (why: string): boolean => why === DISABLED || why.startsWith(NO_TOPIC);

/** Whether an action of the alarm tells somebody that it has gone into this state. */
export const tellsOf = (alarm: AlarmRecord, state: AlarmState): boolean =>
  alarm.actionsEnabled &&
  alarm[ACTIONS_FOR[state]].some((arn) => TELLING.includes(parseArn(arn)?.service ?? ''));

/**
 * All topics and functions among its actions count as if they led to the notifier, unless they are disabled. `allAlarms` brings any alarm,
 * but none that the service has made.
 * @param alarm as it is by now; of one that is gone nobody knows what actions it had
 */
export function silenceOf(
  change: ChangeRecord,
  alarm: AlarmRecord | undefined,
  { allAlarms }: Pick<Config, 'allAlarms'>,
): string | undefined {
  if (OF_THE_SERVICE.test(change.alarm))
    return 'it is about the service itself, which the topic watchdog is for';
  const isBrought = allAlarms && !isMadeByUs({ name: change.alarm });
  if (!alarm || isBrought || tellsOf(alarm, change.to)) return undefined;
  return alarm.actionsEnabled ? `${NO_TOPIC}${change.to}` : DISABLED;
}
