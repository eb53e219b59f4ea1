/** What is known of an instance before its alarms' tags are read. */
import type { ExistingAlarm, ReportedMetric } from '../../shared/aws/cloudwatch';
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Context } from './context';
import { nameStart } from './desired';

/** An instance to look after; without `instance` EC2 has not said anything of it. */
export type InstanceTarget = { id: string; instance: InstanceDetails | undefined };

/** With its alarms, whoever made them, and the metrics that its agent reports while it runs. */
export type ObservedInstance = InstanceTarget & { existing: ExistingAlarm[]; reported: ReportedMetric[] };

/** Either of one by asking for it, or of all out of a listing (listing.ts). */
export type Observe = (target: InstanceTarget) => Promise<ObservedInstance>;

/** Asks CloudWatch about this one instance. */
export const observeByAsking =
  ({ verbs, rules }: Context): Observe =>
  async ({ id, instance }) => {
    const existing = await verbs.alarmsNamed(nameStart(rules.prefix, id), verbs.paces.read);
    const runs = instance?.state === 'running';
    const reported = runs ? await verbs.agentMetrics(id, verbs.paces.read) : [];
    return { id, instance, existing, reported };
  };

/** An instance that is in no listing is asked for by itself, before its alarms are deleted. */
export const confirmed =
  (observe: Observe, { verbs }: Context): Observe =>
  async (target) => {
    const observed = await observe(target);
    if (observed.instance) return observed;
    return { ...observed, instance: await verbs.describeDetails(target.id) };
  };
