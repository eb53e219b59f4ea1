/** A change of an instance's state: its alarms first, then one notice for both. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { InstanceStateChange } from '../../shared/parsing/instance-state-change';
import { pauseOf } from '../../shared/pause';
import { claim } from '../../shared/state/claim';
import type { Store } from '../../shared/state/store';
import type { Telling } from '../../shared/telling';
import { type Adoption, isAdopted } from './adoption';
import { leave, take } from './backlog';
import type { Verbs } from './deps';
import { type Plan, plan } from './plan';
import { ensureProfile, type ProfileOutcome, reviewProfile } from './profile';
import type { Rules } from './rules';
import { type Found, find, planFor, type Served, serve } from './serve';
import { type StateFacts, stateNotice } from './state-notice';

export type StateContext = {
  verbs: Verbs;
  rules: Rules;
  store: Store;
  firstDay: () => Promise<Adoption>;
  now: Date;
};

/** Terminated is for ever, whatever a listing still says; of all else the newest state counts, not the event's. */
async function instanceOf({ instanceId, state }: InstanceStateChange, verbs: Verbs) {
  const described = await verbs.describeDetails(instanceId);
  return described && state === 'terminated' ? { ...described, state } : described;
}

type Outcome = Served & { waiting: boolean };

async function serveUnlessWaiting(found: Found, context: StateContext): Promise<Outcome> {
  const { store, firstDay, now } = context;
  const { id, instance, existing } = found;
  const isOld = instance !== undefined && existing.length === 0 && instance.state !== 'terminated';
  if (isOld && !isAdopted(instance, await firstDay())) {
    return { plan: await planFor(found, context), left: false, waiting: true };
  }
  const served = await serve(found, context, true);
  if (served.left) await leave(store, id, now);
  else await take(store, id, now);
  return { ...served, waiting: false };
}

/** What CloudWatch throttles, reading included, is left to the next look and not told. */
async function serveOrLeave(
  { instanceId }: InstanceStateChange,
  instance: InstanceDetails | undefined,
  context: StateContext,
): Promise<Outcome> {
  const { verbs, rules, store, now } = context;
  try {
    return await serveUnlessWaiting(await find(instanceId, instance, verbs, rules), context);
  } catch (error) {
    if (!verbs.isThrottled(error)) throw error;
    await leave(store, instanceId, now);
    const pause = pauseOf(instance?.tags ?? {}, now);
    const facts = { instance, reported: [], existing: [], agentReports: false, alive: [], pause };
    return { plan: plan(facts, rules, now), left: true, waiting: false };
  }
}

async function profileOf(
  instance: InstanceDetails | undefined,
  { watched }: Plan,
  { verbs, rules }: StateContext,
): Promise<ProfileOutcome> {
  if (!instance || !watched || !rules.config.profile || instance.state !== 'running')
    return { kind: 'nothing' };
  if (instance.profile !== undefined) return reviewProfile(instance.profile, rules.profile, verbs);
  return ensureProfile(instance, rules.profile, verbs);
}

/** An instance that EC2 has forgotten is ours if it had alarms of ours, or if all are. */
function isTold({ change, instance, plan }: StateFacts, { config }: Rules): boolean {
  if (!config.notifyOn.some((state) => state === change.state)) return false;
  if (plan.watched || plan.deletes.length > 0) return true;
  const isGone = !instance || plan.actions === 'gone';
  return isGone && config.scope === 'all' && instance?.tags['alarm-responder:skip'] !== 'true';
}

/** EventBridge may deliver the same event twice. */
async function tellOnce(facts: StateFacts, { store, rules, now }: StateContext): Promise<Telling[]> {
  const { instanceId, state, at } = facts.change;
  const claimed = await claim(store, `instance ${instanceId} ${state} ${at.toISOString()}`, now);
  return claimed.held ? [] : [{ notice: stateNotice(facts, rules), told: claimed.done }];
}

export async function onStateChange(change: InstanceStateChange, context: StateContext): Promise<Telling[]> {
  const instance = await instanceOf(change, context.verbs);
  const served = await serveOrLeave(change, instance, context);
  const profile: ProfileOutcome = served.waiting
    ? { kind: 'nothing' }
    : await profileOf(instance, served.plan, context);
  const facts: StateFacts = { change, instance, ...served, profile };
  return isTold(facts, context.rules) ? tellOnce(facts, context) : [];
}
