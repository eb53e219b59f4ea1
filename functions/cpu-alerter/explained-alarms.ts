/** Which of the alarms that come are this function's. */
import { explainingLog } from '../../shared/alarm/explained-by-log';
import { EventParseError } from '../../shared/errors';
import type { Alarm } from '../../shared/parsing/alarm';
import { isAlarmStateChange, parseAlarmStateChange } from '../../shared/parsing/alarm-event';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';

type ExplainedAlarm = { alarm: Alarm; kind: NonNullable<ReturnType<typeof explainingLog>> };

/** Or why it is none of this function's. */
export type Explained = ExplainedAlarm | { alarm?: undefined; why: string };

/** An alarm that cannot be parsed is left to the notifier, which shows it as text; the filters let some others through. */
function explainedIn(content: unknown, parseAlarm: (content: unknown) => Alarm): Explained {
  const kind = explainingLog(content);
  if (!kind) return { why: 'no log explains it' };
  try {
    return { kind, alarm: parseAlarm(content) };
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    return { why: error.message };
  }
}

/** One for each SNS message, or for the event of EventBridge. @throws EventParseError for what came by neither */
export function explainedAlarms(event: unknown): Explained[] {
  if (isAlarmStateChange(event)) return [explainedIn(event, parseAlarmStateChange)];
  return parseSns(event).map((record) =>
    explainedIn(contentOf(record), (content) => parseAlarmMessage(content, record.topicArn)),
  );
}
