/** Whether a change of state is told. ALARM is, unless somebody muted it; the others only when somebody was woken before. */
import type { Config } from '../../shared/config/schema';
import type { Alarm } from '../../shared/parsing/alarm';

export type Decision = { tell: boolean; why: string };

/** The previous state may be absent from the event: then it is told, because nobody can say that it is noise. */
export function decide({ state, previousState, heldBackBy }: Alarm, quiet: Config['quiet']): Decision {
  if (heldBackBy !== undefined) return { tell: false, why: `its actions are held back by ${heldBackBy}` };
  if (state === 'ALARM') return { tell: true, why: 'the alarm is in ALARM' };
  const when = state === 'OK' ? quiet.ok : quiet.insufficientData;
  switch (when) {
    case 'always':
      return { tell: true, why: `${state} is always told` };
    case 'never':
      return { tell: false, why: `${state} is never told` };
    case 'after-alarm':
      if (previousState === undefined) return { tell: true, why: 'the state before is not known' };
      return previousState === 'ALARM'
        ? { tell: true, why: 'the alarm was in ALARM before' }
        : { tell: false, why: `${previousState} → ${state}: the alarm was not in ALARM before` };
  }
}
