/** Which alarms among the messages are this function's. */
import { explainingLog } from '../../shared/alarm/explained-by-log';
import { EventParseError } from '../../shared/errors';
import type { Alarm } from '../../shared/parsing/alarm';
import { parseAlarmMessage } from '../../shared/parsing/alarm-message';
import { contentOf, parseSns } from '../../shared/parsing/sns';

type ExplainedAlarm = { alarm: Alarm; kind: NonNullable<ReturnType<typeof explainingLog>> };

/** Or why it is none of this function's. */
export type Explained = ExplainedAlarm | { alarm?: undefined; why: string };

/** An alarm that cannot be parsed is left to the notifier, which shows it as text; the filter lets some others through. */
function explainedIn(content: unknown, topicArn: string): Explained {
  const kind = explainingLog(content);
  if (!kind) return { why: 'no log explains it' };
  try {
    return { kind, alarm: parseAlarmMessage(content, topicArn) };
  } catch (error) {
    if (!(error instanceof EventParseError)) throw error;
    return { why: error.message };
  }
}

/** One for each message. @throws EventParseError for what does not come by SNS */
export const explainedAlarms = (event: unknown): Explained[] =>
  parseSns(event).map((record) => explainedIn(contentOf(record), record.topicArn));
