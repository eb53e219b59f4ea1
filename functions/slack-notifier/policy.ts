/**
 * Whether people are notified of a change of state. Of ALARM they are, unless somebody muted it; of the others only
 * when they were of ALARM before.
 */
import type { Config } from '../../shared/config/schema';
import type { Alarm } from '../../shared/parsing/alarm';

export type PolicyDecision = { notify: boolean; why: string };

/** The previous state may be absent from the event: then people are notified, because nobody can say that it is noise. */
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
