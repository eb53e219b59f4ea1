/**
 * The pipeline for one instance, whatever has triggered it:
 * observe → adoption → plan → apply, in rounds → backlog. Its profile comes after that (profile.ts), so that what is
 * known by then is not lost with it.
 */
import { attempt } from '../../shared/attempt';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { rememberInstance } from '../../shared/state/known-instance';
import { awaitsOptIn } from './adoption';
import { isDone } from './alarm-changes';
import { apply } from './apply';
import { leave, take } from './backlog';
import type { Context, Trigger } from './context';
import { type InstanceTarget, type Observe, type ObservedInstance, observeByAsking } from './observe';
import type { Plan } from './plan';
import { planWithoutReading, planWithReading } from './plan-instance';

/**
 * What became of an instance. `done`: it has what it is to have. `left`: CloudWatch has throttled what was to be done, and
 * `throttled`: even what was to be read; both are in the backlog. `awaits opt-in`: nothing is done until a person opts in.
 * `instance` is as it was observed.
 */
export type Outcome =
  | { kind: 'done' | 'left'; plan: Plan; instance: InstanceDetails | undefined }
  | { kind: 'throttled' }
  | { kind: 'awaits opt-in'; plan: Plan };

const MAX_ROUNDS = 3;

/**
 * Carries out the plan. Alarms that are new, or have just been enabled, are not left behind for an instance that has changed
 * meanwhile: it is observed again.
 * @returns the plan of the first round, and whether CloudWatch has throttled us
 */
async function applyInRounds(
  observed: ObservedInstance,
  trigger: Trigger,
  context: Context,
): Promise<{ plan: Plan; left: boolean }> {
  const { verbs, act } = context;
  let current = observed;
  let first: Plan | undefined;
  for (let round = 1; ; round += 1) {
    const next = await planWithReading(current, trigger !== 'routine', context);
    first ??= next;
    if (!act || isDone(next)) return { plan: first, left: false };
    const { left } = await apply(next, verbs);
    const isNews = next.enables.length > 0 || next.puts.some(({ arn }) => arn === undefined);
    if (left || !isNews || round === MAX_ROUNDS) return { plan: first, left };
    const instance = await verbs.describeDetails(observed.id);
    if (instance?.state === current.instance?.state) return { plan: first, left };
    current = await observeByAsking(context)({ id: observed.id, instance });
  }
}

/** What awaits opt-in may be thousands: in a routine they are planned without a call, until a person asks (`act: false`). */
async function planAwaiting(
  observed: ObservedInstance,
  trigger: Trigger,
  context: Context,
): Promise<Outcome> {
  const isRoutine = context.act && trigger !== 'state change';
  const plan = isRoutine
    ? planWithoutReading(observed, context)
    : await planWithReading(observed, false, context);
  return { kind: 'awaits opt-in', plan };
}

async function reconcileObserved(
  observed: ObservedInstance,
  trigger: Trigger,
  context: Context,
): Promise<Outcome> {
  const { store, now, adoption, act } = context;
  const { id, instance, existing } = observed;
  // What it is called matters less than its alarms.
  if (act && instance) await attempt(() => rememberInstance(store, instance, now));
  if (await awaitsOptIn(instance, existing.length > 0, adoption))
    return planAwaiting(observed, trigger, context);
  const { plan, left } = await applyInRounds(observed, trigger, context);
  if (left) await leave(store, id, now);
  else if (trigger !== 'routine') await take(store, id, now);
  return { kind: left ? 'left' : 'done', plan, instance };
}

/**
 * Gives the instance its alarms, or takes them away. What AWS throttles is left to the backlog.
 * @throws Error what else AWS refuses
 */
export async function reconcileInstance(
  target: InstanceTarget,
  observe: Observe,
  trigger: Trigger,
  context: Context,
): Promise<Outcome> {
  try {
    return await reconcileObserved(await observe(target), trigger, context);
  } catch (error) {
    if (!context.verbs.isThrottled(error)) throw error;
    await leave(context.store, target.id, context.now);
    return { kind: 'throttled' };
  }
}
