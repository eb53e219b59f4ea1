/** The poll: instances launched lately, paused ones, those that tags silence or no longer do, and the backlog. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import { PAUSE_TAG } from '../../shared/pause';
import { HOUR_MS } from '../../shared/text/duration';
import { leftOver } from './backlog';
import type { Context } from './context';
import { listAll } from './listing';
import { type SilenceChange, silenceChange } from './notify-silences';
import { type InstanceTarget, observeByAsking } from './observe';
import { reconcileEach } from './reconcile-all';
import type { Report } from './report';

/** The agent's metrics appear up to 15 minutes after the launch. */
const POLLED_AFTER_LAUNCH_MS = HOUR_MS;
/** From more instances on, listing everything takes fewer calls than asking one by one. */
const LISTING_PAYS_FROM = 50;

/** A pause begins and ends between two polls. */
const isDue = ({ launchedAt, state, tags }: InstanceDetails, now: Date): boolean =>
  state !== 'terminated' &&
  ((launchedAt !== undefined && now.getTime() - launchedAt.getTime() < POLLED_AFTER_LAUNCH_MS) ||
    tags[PAUSE_TAG] !== undefined);

/** `silences` are for people, once the report is made. */
type Polled = { report: Report; silences: SilenceChange };

/** The backlog comes first. */
export async function poll(context: Context): Promise<Polled> {
  const { verbs, store, now } = context;
  const backlog = await leftOver(store);
  const instances = await verbs.allInstances();
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const due = instances.filter((instance) => isDue(instance, now)).map(({ id }) => id);
  const silences = await silenceChange(instances, context);
  const targets = [...new Set([...backlog, ...due, ...silences.changed])].map(
    (id): InstanceTarget => ({ id, instance: known.get(id) }),
  );
  const listing = targets.length > LISTING_PAYS_FROM ? await listAll(context) : undefined;
  const report = await reconcileEach(targets, listing?.observe ?? observeByAsking(context), backlog, context);
  return { report, silences };
}
