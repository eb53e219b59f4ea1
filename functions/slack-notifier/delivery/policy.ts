/**
 * Whether people are notified of a change of state. Of ALARM they are, unless somebody muted it; of the others only
 * after an ALARM that they were notified of.
 */
import type { Config } from '../../../shared/config/schema';
import type { AlarmChange } from '../../../shared/notification';
import type { AlarmState } from '../../../shared/parsing/alarm';
import { type IncidentEntry, isAfter } from '../../../shared/state/incident';

export type PolicyDecision = { notify: boolean; why: string };

/** What is known of the alarm before this change. */
export type Known = Pick<IncidentEntry, 'newest' | 'newestNotified'>;

/** What must have been the last word for this state to be news. */
const NEWS_AFTER: Record<Exclude<AlarmState, 'ALARM'>, AlarmState[]> = {
  OK: ['ALARM', 'INSUFFICIENT_DATA'],
  INSUFFICIENT_DATA: ['ALARM'],
};

const yes = (why: string): PolicyDecision => ({ notify: true, why });
const no = (why: string): PolicyDecision => ({ notify: false, why });

/**
 * The event's own word on the state before. It counts where the entry cannot say, as when the ALARM is still on its
 * way. An event may lack it: then people are notified, because nobody can say that it is noise.
 */
function byPreviousState({ state, previousState }: AlarmChange, known: Known): PolicyDecision {
  const { newest, newestNotified } = known;
  if (previousState === undefined) {
    return newest ? no('people were notified of no ALARM before') : yes('the state before is not known');
  }
  if (previousState !== 'ALARM') {
    return no(`${previousState} → ${state}: the alarm was not in ALARM before`);
  }
  const isAlarmKnown = newest?.state === 'ALARM' && newest.at !== newestNotified?.at;
  return isAlarmKnown ? no('people were not notified of its ALARM') : yes('the alarm was in ALARM before');
}

/** @param at when it changed, in ms since 1970 */
export function notifyPolicy(
  alarm: AlarmChange,
  at: number,
  known: Known,
  notifyOn: Config['notifyOn'],
): PolicyDecision {
  const { state, suppressed, mutedBy } = alarm;
  if (suppressed !== undefined) return no(suppressed);
  if (mutedBy !== undefined) return no(`its actions are suppressed by ${mutedBy}`);
  if (state === 'ALARM') return yes('the alarm is in ALARM');
  const when = state === 'OK' ? notifyOn.ok : notifyOn.insufficientData;
  switch (when) {
    case 'always':
      return yes(`${state} always notifies`);
    case 'never':
      return no(`${state} never notifies`);
    case 'after-alarm': {
      // Of one that comes late the entry says only what was after it.
      const isLate = known.newest !== undefined && isAfter(known.newest, { at, state });
      const before = isLate ? {} : known;
      const last = isLate ? undefined : known.newestNotified?.state;
      if (last && NEWS_AFTER[state].includes(last)) return yes(`people were last notified of ${last}`);
      return byPreviousState(alarm, { newest: undefined, newestNotified: undefined, ...before });
    }
  }
}
