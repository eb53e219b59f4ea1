/** What was there before the service came gets alarms only when a person has agreed to them. */
import { recall, remember } from '../../shared/state/remember';
import type { Store } from '../../shared/state/store';
import type { FirstDay } from './scope';

const KEY = 'instances agreed';
const FOR_EVER = 100 * 365 * 24 * 3_600_000;

/** `npm run reconcile -- --apply` says so. */
export const agree = (store: Store, now: Date): Promise<void> => remember(store, KEY, true, FOR_EVER, now);

/** @param since when the service was first deployed */
export const readFirstDay = async (store: Store, since: Date | undefined, now: Date): Promise<FirstDay> => ({
  since,
  agreed: (await recall(store, KEY, now)) === true,
});
