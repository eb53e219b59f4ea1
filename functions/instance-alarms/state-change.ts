/** A change of an instance's state: its alarms and its profile first, then one notice for all. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { InstanceStateChange } from '../../shared/parsing/instance-state-change';
import { once } from '../../shared/state/once';
import type { Telling } from '../../shared/telling';
import type { Context } from './context';
import type { Deps } from './deps';
import { observeByAsking } from './observe';
import { planWithoutReading } from './plan-instance';
import { PROFILE_UNTOUCHED, reconcileProfile } from './profile';
import { type Outcome, reconcileInstance } from './reconcile-instance';
import type { Rules } from './rules';
import { type StateFacts, stateNotice } from './state-notice';
import type { Verbs } from './verbs';

const TRIGGER = 'state change';

/** Terminated is for ever, whatever a listing still says; of all else the newest state counts, not the event's. */
async function currentInstance({ instanceId, state }: InstanceStateChange, { describeDetails }: Verbs) {
  const described = await describeDetails(instanceId);
  return described && state === 'terminated' ? { ...described, state } : described;
}

/** Throttling notifies nobody. Where it let nothing be read the tags still say something, and the profile cannot wait. */
async function factsOf(
  change: InstanceStateChange,
  instance: InstanceDetails | undefined,
  outcome: Outcome,
  context: Context,
): Promise<StateFacts> {
  const about = { change, instance, became: outcome.kind };
  if (outcome.kind === 'throttled') {
    const unread = { id: change.instanceId, instance, existing: [], reported: [] };
    const plan = planWithoutReading(unread, context);
    return { ...about, plan, profile: await reconcileProfile(instance, plan, TRIGGER, context) };
  }
  const profile = outcome.kind === 'awaits opt-in' ? PROFILE_UNTOUCHED : outcome.profile;
  return { ...about, plan: outcome.plan, profile };
}

/** An instance that EC2 has forgotten is ours if it had alarms of ours, or if all are. */
function isTold({ change, instance, plan }: StateFacts, { config }: Rules): boolean {
  if (!config.notifyOn.some((state) => state === change.state)) return false;
  if (plan.watched || plan.deletes.length > 0) return true;
  const isGone = !instance || plan.actions === 'gone';
  return isGone && config.scope === 'all' && instance?.tags['alarm-responder:skip'] !== 'true';
}

/** EventBridge may deliver the same event twice; all but the notice may be done again. */
export async function onStateChange(
  change: InstanceStateChange,
  context: Context,
  planDetails: Deps['planDetails'],
): Promise<Telling[]> {
  const { verbs, rules, store, now } = context;
  const { instanceId, state, at } = change;
  const instance = await currentInstance(change, verbs);
  const target = { id: instanceId, instance };
  const outcome = await reconcileInstance(target, observeByAsking(context), TRIGGER, context);
  const facts = await factsOf(change, instance, outcome, context);
  if (!isTold(facts, rules)) return [];
  const id = `instance ${instanceId} ${state} ${at.toISOString()}`;
  return once({ store, id, now, withoutStore: 'fail' }, async () => {
    const notice = stateNotice(facts, rules);
    return { notice: { ...notice, details: planDetails(facts.plan, facts.profile) } };
  });
}
