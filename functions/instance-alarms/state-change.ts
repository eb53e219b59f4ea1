/** A change of an instance's state: its alarms and its profile first, then one notification for all. */
import type { InstanceStateChange } from '../../shared/parsing/instance-state-change';
import type { Publication } from '../../shared/publishing';
import { once } from '../../shared/state/once';
import type { Context } from './context';
import type { Deps } from './deps';
import { type InstanceTarget, observeByAsking } from './observe';
import type { Plan } from './plan';
import { planWithoutReading } from './plan-instance';
import { PROFILE_UNTOUCHED, reconcileProfile } from './profile';
import { type Outcome, reconcileInstance } from './reconcile-instance';
import type { Rules } from './rules';
import { type StateFacts, stateNotification } from './state-notification';
import type { Verbs } from './verbs';

const ENDING = ['shutting-down', 'terminated'];

/**
 * Terminated is for ever, also while EC2 still says that it shuts down; of all else the newest state counts, not the event's.
 * @throws Error when EC2 says that what is to be terminated lives: its answer lags, and Lambda's retry asks again, or
 * the event is none of EC2's. No alarm is deleted for it
 */
async function currentInstance({ instanceId, state }: InstanceStateChange, { describeDetails }: Verbs) {
  const described = await describeDetails(instanceId);
  if (!described || state !== 'terminated') return described;
  if (ENDING.includes(described.state)) return { ...described, state };
  throw new Error(`expected ${instanceId} to be terminated, as the event says; EC2 says ${described.state}`);
}

/** Where throttling let nothing be read, its tags still say something. */
function planOf({ id, instance }: InstanceTarget, outcome: Outcome, context: Context): Plan {
  if (outcome.kind !== 'throttled') return outcome.plan;
  return planWithoutReading({ id, instance, existing: [], reported: [] }, context);
}

/** An instance that EC2 has forgotten is ours if it had alarms of ours, or if all are. */
function isNotified({ change, instance, plan }: StateFacts, { config }: Rules): boolean {
  if (!config.notifyOn.some((state) => state === change.state)) return false;
  if (plan.watched || plan.deletes.length > 0) return true;
  const isGone = !instance || plan.actionState === 'gone';
  return isGone && config.scope === 'all' && instance?.tags['alarm-responder:skip'] !== 'true';
}

/**
 * EventBridge may deliver the same event twice; all but the notification may be done again. The claim has the id of
 * the notification.
 */
export async function onStateChange(
  change: InstanceStateChange,
  context: Context,
  planDetails: Deps['planDetails'],
): Promise<Publication[]> {
  const { verbs, rules, store, now } = context;
  const { instanceId } = change;
  const instance = await currentInstance(change, verbs);
  const target = { id: instanceId, instance };
  const outcome = await reconcileInstance(target, observeByAsking(context), 'state change', context);
  const plan = planOf(target, outcome, context);
  const awaitsOptIn = outcome.kind === 'awaits opt-in';
  const profile = awaitsOptIn
    ? PROFILE_UNTOUCHED
    : await reconcileProfile(instance, plan, 'state change', context);
  const facts: StateFacts = { change, instance, became: outcome.kind, plan, profile };
  if (!isNotified(facts, rules)) return [];
  const details = planDetails(plan, profile);
  const notification = { ...stateNotification(facts, rules), details };
  return once({ store, id: notification.id, now, withoutStore: 'fail' }, async () => ({ notification }));
}
