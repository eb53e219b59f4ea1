/** Which process on which instance an alarm is about. */
import { PROCSTAT, processOf } from '../../shared/alarm/process';
import type { Alarm, MeasuredAlarm } from '../../shared/parsing/alarm';
import { isAlarmMessage, parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';
import { restartsWords } from '../../shared/words/restarts';

/** What a message says of an alarm, and the topic that it came by. Whoever may publish there may have written it. */
export type AlarmMessage = { alarm: Alarm; topicArn: string; messageId: string };

/**
 * The alarms among the messages. Others come only until a new filter takes effect, and must not fail: people would be
 * notified.
 */
export const alarmMessagesIn = (event: unknown): AlarmMessage[] =>
  parseSns(event)
    .map((record) => ({ ...record, content: contentOf(record) }))
    .filter(({ content }) => isAlarmMessage(content))
    .map(({ content, topicArn, messageId }) => ({
      alarm: parseAlarmMessage(content, topicArn),
      topicArn,
      messageId,
    }));

/** `unit` is missing when `config/` does not map the process: then it is never restarted. */
export type ProcessTarget = { process: string; instanceId: string; unit: string | undefined };

export type ProcessAlarm = MeasuredAlarm & { kind: 'metric' };

/**
 * What the SNS filter lets through (resources/filters.yml), asked again here: a changed filter takes a while to take
 * effect.
 */
export const isProcessDown = (alarm: Alarm): alarm is ProcessAlarm =>
  alarm.kind === 'metric' &&
  alarm.state === 'ALARM' &&
  alarm.metric.namespace === PROCSTAT.namespace &&
  alarm.metric.name.startsWith(PROCSTAT.prefix);

/** @returns a sentence instead when the alarm's dimensions do not say */
export function targetOf(
  dimensions: Record<string, string>,
  units: Record<string, string>,
): ProcessTarget | string {
  const process = processOf(dimensions);
  if (process === undefined) return restartsWords().noProcess;
  const instanceId = dimensions.InstanceId;
  if (!instanceId) return restartsWords().noInstance;
  const unit = Object.hasOwn(units, process) ? units[process] : undefined;
  return { process, instanceId, unit };
}
