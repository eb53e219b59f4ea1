/** Which alarms among the messages are this function's. */
import { explainingLog } from '../../shared/alarm/explained-by-log';
import { EventParseError } from '../../shared/errors';
import { log } from '../../shared/log';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';

export type ExplainedAlarm = { alarm: Alarm; kind: NonNullable<ReturnType<typeof explainingLog>> };

/** An alarm that cannot be parsed is left to the notifier, which shows it as text; the filter lets some others through. */
function explainedIn(content: unknown, topicArn: string): ExplainedAlarm[] {
  const kind = explainingLog(content);
  try {
    if (kind) return [{ kind, alarm: parseAlarmMessage(content, topicArn) }];
    log().info('suppressed', { why: 'no log explains it' });
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    log().info('suppressed', { why: error.message });
  }
  return [];
}

/** @throws EventParseError for what does not come by SNS */
export const explainedAlarms = (event: unknown): ExplainedAlarm[] =>
  parseSns(event).flatMap((record) => explainedIn(contentOf(record), record.topicArn));
