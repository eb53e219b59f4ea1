/** What becomes of each change of a reading, once and no more. */
import type { Result } from '../../../functions/slack-notifier/delivery/round';
import { severityOf } from '../../../shared/alarm/notification';
import { safeLine } from '../../../shared/text/safe';
import type { AlarmRecord, ChangeRecord } from '../reading';
import type { ReplayedMessage, Told } from '../replay-types';

export type Outcomes = {
  /** @param message which one says it, by its place among all */
  settle: (change: number, result: Pick<Result, 'outcome' | 'why'>, message: number | undefined) => void;
  /** @throws Error when something has no outcome */
  all: () => Told[];
};

/** Whom Slack's part reached too late were notified by mail and SMS instead. */
function outcomeOf({ outcome, why }: Pick<Result, 'outcome' | 'why'>): Told['outcome'] {
  if (outcome === 'notified' || outcome === 'failed over') return 'notified';
  if (outcome === 'suppressed') return 'suppressed';
  throw new Error(`expected people to be notified or not, got ${outcome}: ${why}`);
}

export function outcomes(
  changes: ChangeRecord[],
  alarms: Map<string, AlarmRecord>,
  messages: ReplayedMessage[],
): Outcomes {
  const told: (Told | undefined)[] = changes.map(() => undefined);
  // Most reasons are the same, and names in them are foreign.
  const lines = new Map<string, string>();
  const lineOf = (why: string): string => {
    const line = lines.get(why) ?? safeLine(why);
    lines.set(why, line);
    return line;
  };
  return {
    settle: (index, result, message) => {
      const change = changes[index];
      if (!change || told[index]) throw new Error(`change ${index} has an outcome already, or is none`);
      const outcome = outcomeOf(result);
      const severity = severityOf({
        state: change.to,
        description: alarms.get(change.alarm)?.description,
      });
      told[index] = { change, severity, outcome, why: lineOf(result.why), message };
      const said = message === undefined ? undefined : messages[message];
      if (said) said.changes += 1;
    },
    all: () =>
      told.map((one, index) => {
        if (!one) throw new Error(`nothing became of change ${index} (${changes[index]?.at})`);
        return one;
      }),
  };
}
