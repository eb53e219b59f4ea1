/** Which process on which instance an alarm is about. */
import { PROCSTAT, processOf } from '../../shared/alarm/process';
import type { Alarm, MeasuredAlarm } from '../../shared/parsing/alarm';
import { isAlarmMessage, parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';

/**
 * The alarms among the messages. Others come only until a new filter takes effect, and must not fail: people would be
 * notified.
 */
export const alarmsIn = (event: unknown): Alarm[] =>
  parseSns(event)
    .map((record) => ({ content: contentOf(record), topicArn: record.topicArn }))
    .filter(({ content }) => isAlarmMessage(content))
    .map(({ content, topicArn }) => parseAlarmMessage(content, topicArn));

/** `unit` is missing when `config/` does not map the process: then it is never restarted. */
export type ProcessTarget = { process: string; instanceId: string; unit: string | undefined };

type ProcessAlarm = MeasuredAlarm & { kind: 'metric' };

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
export function targetOf({ metric }: ProcessAlarm, units: Record<string, string>): ProcessTarget | string {
  const { dimensions } = metric;
  const process = processOf(dimensions);
  if (process === undefined) return 'its dimensions name no process (exe, pattern, process_name or pidfile)';
  const instanceId = dimensions.InstanceId;
  if (!instanceId) return 'its dimensions name no InstanceId';
  const unit = Object.hasOwn(units, process) ? units[process] : undefined;
  return { process, instanceId, unit };
}
