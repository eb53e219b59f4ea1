/** What would have been said of a reading, as if nothing held it back. */
import type { Reading } from '../cli/history/reading';
import type { Replay, Told } from '../cli/history/replay-types';

const SEVERITIES = { ALARM: 'critical', OK: 'good', INSUFFICIENT_DATA: 'unknown' } as const;

const SUPPRESSED = 'OK → INSUFFICIENT_DATA: the alarm was not in ALARM before';

/** As people would be notified: of each ALARM and OK in a message of its own, of INSUFFICIENT_DATA not. */
export function replayOf({ changes }: Reading, change: Partial<Replay> = {}): Replay {
  const messages: Replay['messages'] = [];
  const told = changes.map((one): Told => {
    const severity = SEVERITIES[one.to];
    if (one.to === 'INSUFFICIENT_DATA') {
      return { change: one, severity, outcome: 'suppressed', why: SUPPRESSED, message: undefined };
    }
    messages.push({
      at: Date.parse(one.at),
      slack: { text: `${one.alarm}: ${one.to}`, attachments: [] },
      changes: 1,
    });
    const why = one.to === 'ALARM' ? 'the alarm is in ALARM' : 'people were last notified of ALARM';
    return { change: one, severity, outcome: 'notified', why, message: messages.length - 1 };
  });
  return { told, messages, restarts: [], mails: 0, sms: 0, ...change };
}
