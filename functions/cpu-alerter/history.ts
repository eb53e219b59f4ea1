/** How often an alarm has rung of late. */
import type { AlarmChange } from '../../shared/aws/cloudwatch-reads';
import type { Alarm } from '../../shared/parsing/alarm';
import { DAY_MS, shortDuration } from '../../shared/text/duration';
import { alarmWords } from '../../shared/words/alarm';
import type { Deps } from './deps';

/** The history has a moment that differs from the event's by milliseconds. */
const SAME_CHANGE_MS = 1_000;

/** In words: `suffix` ends the headline, `remark` is a sentence. Nothing of an alarm that has not rung within the day before. */
export type History = { suffix: string; remark: string };

export const NO_HISTORY: History = { suffix: '', remark: '' };

/**
 * `, 3rd time in 24 h` and `The one before took 14 min.`: how often within the day before, this one included.
 * @param changes oldest first; whether this change is among them already does not matter
 */
export function historyWords(changes: AlarmChange[], changedAt: Date): History {
  const end = changedAt.getTime() - SAME_CHANGE_MS;
  const earlier = changes.filter(({ at }) => at.getTime() < end);
  const rang = earlier.filter(({ to, at }) => to === 'ALARM' && at.getTime() >= changedAt.getTime() - DAY_MS);
  const last = rang.at(-1);
  if (!last) return NO_HISTORY;
  const left = earlier.find(({ from, at }) => from === 'ALARM' && at > last.at);
  const words = alarmWords();
  return {
    suffix: words.nth(rang.length + 1),
    remark: left ? words.previous(shortDuration(left.at.getTime() - last.at.getTime())) : '',
  };
}

/** Of an alarm that has just rung. */
export const historyOf = async (
  { name, changedAt }: Alarm,
  deps: Pick<Deps, 'alarmChanges'>,
): Promise<History> =>
  historyWords(await deps.alarmChanges(name, new Date(changedAt.getTime() - DAY_MS)), changedAt);
