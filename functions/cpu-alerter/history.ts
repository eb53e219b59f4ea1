/** How often an alarm has rung of late, in a sentence. */
import type { AlarmChange } from '../../shared/aws/cloudwatch';
import type { Alarm } from '../../shared/parsing/alarm';
import { DAY_MS, shortDuration } from '../../shared/text/duration';
import type { Deps } from './deps';

const ORDINAL_SUFFIXES = new Map([
  [1, 'st'],
  [2, 'nd'],
  [3, 'rd'],
]);

/** `1st`, `2nd`, `3rd`, `11th` */
export function ordinal(count: number): string {
  const isTeen = Math.floor((count % 100) / 10) === 1;
  return `${count}${(isTeen ? undefined : ORDINAL_SUFFIXES.get(count % 10)) ?? 'th'}`;
}

/** The history has a moment that differs from the event's by milliseconds. */
const SAME_CHANGE_MS = 1_000;

/**
 * `3rd ALARM in 24 h, last one 14 min.`: how often within the day before, this one included, and how long the last one was.
 * @param changes oldest first; whether this change is among them already does not matter
 */
export function historySentence(changes: AlarmChange[], changedAt: Date): string {
  const end = changedAt.getTime() - SAME_CHANGE_MS;
  const earlier = changes.filter(({ at }) => at.getTime() < end);
  const rang = earlier.filter(({ to, at }) => to === 'ALARM' && at.getTime() >= changedAt.getTime() - DAY_MS);
  const last = rang.at(-1);
  if (!last) return '1st ALARM in 24 h.';
  const left = earlier.find(({ from, at }) => from === 'ALARM' && at > last.at);
  const length = left ? `, last one ${shortDuration(left.at.getTime() - last.at.getTime())}` : '';
  return `${ordinal(rang.length + 1)} ALARM in 24 h${length}.`;
}

/** The sentence for an alarm that has just rung. */
export const historyOf = async (
  { name, changedAt }: Alarm,
  deps: Pick<Deps, 'alarmChanges'>,
): Promise<string> =>
  historySentence(await deps.alarmChanges(name, new Date(changedAt.getTime() - DAY_MS)), changedAt);
