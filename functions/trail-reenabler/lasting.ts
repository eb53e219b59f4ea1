/** States that last: every poll meets them again, and people are notified when they begin and once in a while. */
import type { Notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { cooldown } from '../../shared/state/cooldown';
import type { Deps } from './deps';

/**
 * The notification of a state that lasts, unless people were notified of the same within so many `ms`. Without the
 * table only what is critical notifies.
 * @param same what makes it the same; of another one people are notified at once
 */
export const lasting = (
  id: string,
  notification: Notification,
  { ms, same }: { ms: number; same?: unknown },
  deps: Deps,
): Promise<Publication[]> =>
  cooldown({ store: deps.store(), now: deps.now(), id, ms, same, withoutStore: 'critical' }, notification);
