/** What was there before the service came gets alarms only when a person has opted in: they cost, and they ring. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import { recall, remember } from '../../shared/state/remember';
import type { Store } from '../../shared/state/store';
import { DAY_MS } from '../../shared/text/duration';

/** The id in the table of users keeps the word it has always had. */
const OPT_IN = 'instances agreed';
const FOR_EVER_MS = 100 * 365 * DAY_MS;

/** `since` is when the service was first deployed. `optedIn`: by `npm run reconcile -- --apply`. */
export type Adoption = { since: Date | undefined; optedIn: boolean };

/** `npm run reconcile -- --apply` says so, for ever. */
export const optIn = (store: Store, now: Date): Promise<void> =>
  remember(store, OPT_IN, true, FOR_EVER_MS, now);

/** @param since when the service was first deployed */
export const readAdoption = async (store: Store, since: Date | undefined, now: Date): Promise<Adoption> => ({
  since,
  optedIn: (await recall(store, OPT_IN, now)) === true,
});

/** Whether the instance is ours to look after: it came after the service, or a person has opted in. */
export const isAdopted = (
  { createdAt }: Pick<InstanceDetails, 'createdAt'>,
  { since, optedIn }: Adoption,
): boolean => optedIn || (since !== undefined && createdAt !== undefined && createdAt >= since);

/**
 * Whether the instance has no alarms until a person opts in. One that is terminated awaits nothing, and one that has alarms
 * was adopted once.
 * @param adoption is asked for only when it matters
 */
export const awaitsOptIn = async (
  instance: InstanceDetails | undefined,
  hasAlarms: boolean,
  adoption: () => Promise<Adoption>,
): Promise<boolean> =>
  instance !== undefined &&
  !hasAlarms &&
  instance.state !== 'terminated' &&
  !isAdopted(instance, await adoption());
