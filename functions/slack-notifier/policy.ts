/** Whether a change of state is told. ALARM is, unless somebody muted it; the others only when somebody was woken before. */
import type { Config } from '../../shared/config/schema';
import type { Alarm } from '../../shared/parsing/alarm';

export type PolicyDecision = { notify: boolean; why: string };

/** The previous state may be absent from the event: then it is told, because nobody can say that it is noise. */
export function notifyPolicy(
  { state, previousState, suppressedBy }: Alarm,
  notifyOn: Config['notifyOn'],
): PolicyDecision {
  if (suppressedBy !== undefined)
    return { notify: false, why: `its actions are suppressed by ${suppressedBy}` };
  if (state === 'ALARM') return { notify: true, why: 'the alarm is in ALARM' };
  const when = state === 'OK' ? notifyOn.ok : notifyOn.insufficientData;
  switch (when) {
    case 'always':
      return { notify: true, why: `${state} always notifies` };
    case 'never':
      return { notify: false, why: `${state} never notifies` };
    case 'after-alarm':
      if (previousState === undefined) return { notify: true, why: 'the state before is not known' };
      return previousState === 'ALARM'
        ? { notify: true, why: 'the alarm was in ALARM before' }
        : { notify: false, why: `${previousState} → ${state}: the alarm was not in ALARM before` };
  }
}
