/** What somebody has to know who sees no message: why, and what to do. Pure. */
import { historyWords } from '../../shared/words/history';
import type { Insights } from './insights/insights';
import { isUnheard } from './replay/silence';

/** `''` where there is something to see. */
export function hintOf({ alarms, changes, notified, reasons, region }: Insights): string {
  const { hint } = historyWords();
  if (alarms + changes === 0) return hint.noAlarms(region);
  if (changes === 0) return hint.noChanges;
  return notified === 0 && reasons.some(({ why }) => isUnheard(why)) ? hint.unheard : '';
}
