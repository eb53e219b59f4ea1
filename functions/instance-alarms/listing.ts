/** All instances of the region with all their alarms, in as few calls as there are pages. */
import type { ExistingAlarm, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Context } from './context';
import type { InstanceTarget, Observe } from './observe';

/** `observe` answers out of the listing, without a call. */
export type Listing = {
  targets: InstanceTarget[];
  observe: Observe;
  hasAlarms: (id: string) => boolean;
};

/** By the dimension, never by a name. */
const byInstance = <T extends ReportedMetric>(list: T[]): Map<string, T[]> =>
  Map.groupBy(list, ({ dimensions }) => dimensions.InstanceId ?? '');

/** In the order of the ids, so that a run can go on where another has stopped. */
function listingOf(
  instances: InstanceDetails[],
  alarms: Map<string, ExistingAlarm[]>,
  metrics: Map<string, ReportedMetric[]>,
): Listing {
  const known = new Map(instances.map((instance) => [instance.id, instance]));
  const ids = [...new Set([...known.keys(), ...alarms.keys()])].filter(Boolean).sort();
  return {
    hasAlarms: (id) => alarms.has(id),
    targets: ids.map((id) => ({ id, instance: known.get(id) })),
    observe: async ({ id, instance }) => ({
      id,
      instance,
      existing: alarms.get(id) ?? [],
      reported: instance?.state === 'running' ? (metrics.get(id) ?? []) : [],
    }),
  };
}

/** Alarms first: one of an instance that is launched meanwhile is not taken for an orphan. */
export async function listAll({ verbs, rules }: Context): Promise<Listing> {
  const { allInstances, alarmsNamed, agentMetrics, paces } = verbs;
  const alarms = byInstance<ExistingAlarm>(await alarmsNamed(`${rules.prefix} `, paces.read));
  const metrics = byInstance(await agentMetrics(undefined, paces.read));
  return listingOf(await allInstances(), alarms, metrics);
}
