/** States that last: every poll meets them again, and people are notified when they begin and once in a while. */
import type { Notice } from '../../shared/notice';
import { cooldown } from '../../shared/state/cooldown';
import type { Telling } from '../../shared/telling';
import type { Deps } from './deps';

/**
 * The notice of a state that lasts, unless people were notified of the same within so many `ms`. Without the table only what is
 * critical notifies.
 * @param same what makes it the same; of another one people are notified at once
 */
export const lasting = (
  id: string,
  found: Notice,
  { ms, same }: { ms: number; same?: unknown },
  deps: Deps,
): Promise<Telling[]> =>
  cooldown({ store: deps.store(), now: deps.now(), id, ms, same, withoutStore: 'critical' }, found);
