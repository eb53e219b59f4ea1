/** Decides of which changes of an incident people are notified, each by what is known when it is its turn. */
import { type IncidentEntry, NO_ENTRY, withChange } from '../../../shared/state/incident';
import type { Deps } from '../deps';
import { type Delivery, RECEIVERS } from './delivery';
import { notifyPolicy, type PolicyDecision } from './policy';
import type { Job, OpenIncident } from './round';
import { changeOf } from './story';

const newJob = (delivery: Delivery, why: string): Job => ({
  delivery,
  why,
  pending: delivery.pending,
  accepted: [],
  unreachable: undefined,
  result: undefined,
});

/** What some receivers have was decided then: the others are to have it as well. */
const isDecided = ({ pending }: Delivery): boolean => pending.length < RECEIVERS.length;

function decisionOn(delivery: Delivery, known: IncidentEntry, isKnown: boolean, deps: Deps): PolicyDecision {
  const { alarm, at } = delivery.notification;
  if (!alarm || !at) return { notify: true, why: 'it is no alarm' };
  if (isDecided(delivery)) return { notify: true, why: 'others were notified of it' };
  if (isKnown) return notifyPolicy(alarm, at.getTime(), known, deps.notifyOn());
  // Without the table nobody can say whether it is noise.
  return notifyPolicy({ ...alarm, previousState: undefined }, at.getTime(), NO_ENTRY, deps.notifyOn());
}

/** What people are to be notified of. @param deliveries of one incident, oldest first */
export function judged(
  incident: string,
  owner: string | undefined,
  entry: IncidentEntry,
  deliveries: Delivery[],
  deps: Deps,
): OpenIncident {
  const open: OpenIncident = {
    incident,
    owner,
    openedAt: deps.now().getTime(),
    entry,
    jobs: [],
    suppressed: [],
  };
  let known = entry;
  for (const delivery of deliveries) {
    const decision = decisionOn(delivery, known, owner !== undefined, deps);
    const change = changeOf(delivery.notification);
    if (change) known = withChange(known, change, decision.notify);
    if (decision.notify) open.jobs.push(newJob(delivery, decision.why));
    else open.suppressed.push({ delivery, why: decision.why });
  }
  return open;
}
