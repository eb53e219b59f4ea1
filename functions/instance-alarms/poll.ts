/** The second look: instances launched lately, paused ones, and what CloudWatch's limits have left. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import { PAUSE_TAG } from '../../shared/pause';
import { leftOver } from './backlog';
import { listAll } from './listing';
import { find } from './serve';
import { type Report, type Sweep, sweepAll, type Target } from './sweep';

const HOUR = 3_600_000;
/** From so many on, listing everything takes fewer calls than asking one by one. */
const MANY = 50;

/** The agent's metrics appear up to 15 minutes after the launch; a pause begins and ends between two looks. */
const isDue = ({ launchedAt, state, tags }: InstanceDetails, now: Date): boolean =>
  state !== 'terminated' &&
  ((launchedAt !== undefined && now.getTime() - launchedAt.getTime() < HOUR) ||
    tags[PAUSE_TAG] !== undefined);

export async function poll(sweep: Sweep): Promise<Report> {
  const { verbs, rules, store, now } = sweep;
  const left = await leftOver(store);
  const instances = await verbs.allInstances();
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const due = instances.filter((instance) => isDue(instance, now)).map(({ id }) => id);
  const targets = [...new Set([...left, ...due])].map((id): Target => ({ id, instance: known.get(id) }));
  const listing = targets.length > MANY ? await listAll(verbs, rules) : undefined;
  const findOne = listing?.find ?? (({ id, instance }: Target) => find(id, instance, verbs, rules));
  return sweepAll(targets, findOne, left, sweep);
}
