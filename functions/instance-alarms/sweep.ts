/** Many instances, one after the other: one that fails does not stop the others, and time may run out. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import { messageOf } from '../../shared/errors';
import { pauseOf } from '../../shared/pause';
import type { Store } from '../../shared/state/store';
import { type Adoption, isAdopted } from './adoption';
import { leave, take } from './backlog';
import type { Verbs } from './deps';
import { isDone, type Plan, plan as planOf } from './plan';
import { ensureProfile } from './profile';
import type { Rules } from './rules';
import { type Found, planFor, type Served, serve } from './serve';

/** `msLeft` is the time that the caller has. `act: false` only plans. `whole`: no listing is missing an instance. */
export type Sweep = {
  verbs: Verbs;
  rules: Rules;
  store: Store;
  firstDay: Adoption;
  now: Date;
  msLeft: () => number;
  act: boolean;
};

export type Target = { id: string; instance: InstanceDetails | undefined };

/** `waiting` are plans that a person has not agreed to. `stoppedBefore` is the instance that time did not suffice for. */
export type Report = {
  plans: Plan[];
  waiting: Plan[];
  profiles: number;
  left: string[];
  failures: { id: string; why: string }[];
  problems: { id: string; problem: string }[];
  stoppedBefore: string | undefined;
};

/** What one more instance may take: its alarms, at 3 puts a second, and a retry. */
const RESERVE = 30_000;

/** An instance that is in no listing is asked for by itself, before its alarms are deleted. */
async function confirmed(found: Found, { verbs }: Sweep): Promise<Found> {
  if (found.instance) return found;
  return { ...found, instance: await verbs.describeDetails(found.id) };
}

async function attach(plan: Plan, { instance }: Found, { verbs, rules }: Sweep): Promise<boolean> {
  if (!instance || !plan.watched || !rules.config.profile) return false;
  return (await ensureProfile(instance, rules.profile, verbs)).kind === 'attached';
}

const lacksProfile = (plan: Plan, { instance }: Found, { rules }: Sweep): boolean =>
  rules.config.profile && plan.watched && instance !== undefined && instance.profile === undefined;

/** What waits for a person's word may be thousands: until a person looks (`act: false`), it is planned without a call. */
async function served(found: Found, isWaiting: boolean, isLeftOver: boolean, sweep: Sweep): Promise<Served> {
  const { rules, now, act } = sweep;
  if (!act) return { plan: await planFor(found, sweep), left: false };
  if (!isWaiting) return serve(found, sweep, isLeftOver);
  const pause = pauseOf(found.instance?.tags ?? {}, now);
  const facts = { ...found, existing: [], agentReports: false, alive: [], pause };
  return { plan: planOf(facts, rules, now), left: false };
}

async function sweepOne(given: Found, sweep: Sweep, report: Report, isLeftOver: boolean): Promise<void> {
  const { store, firstDay, now, act } = sweep;
  const found = await confirmed(given, sweep);
  const { id, instance, existing } = found;
  const isWaiting = existing.length === 0 && instance !== undefined && !isAdopted(instance, firstDay);
  const { plan, left } = await served(found, isWaiting, isLeftOver, sweep);
  report.problems.push(...plan.problems.map((problem) => ({ id, problem })));
  if (isWaiting) {
    if (!isDone(plan) || plan.unseen.length > 0) report.waiting.push(plan);
    return;
  }
  if (!isDone(plan)) report.plans.push(plan);
  const gets = act ? await attach(plan, found, sweep) : lacksProfile(plan, found, sweep);
  if (gets) report.profiles += 1;
  if (left) {
    report.left.push(id);
    await leave(store, id, now);
  } else if (isLeftOver && act) await take(store, id, now);
}

/**
 * @param find what is known of the instance, out of a listing or asked for
 * @param leftOver the instances that an earlier run could not finish
 */
export async function sweepAll(
  targets: Target[],
  find: (target: Target) => Promise<Found>,
  leftOver: readonly string[],
  sweep: Sweep,
): Promise<Report> {
  const report: Report = {
    plans: [],
    waiting: [],
    profiles: 0,
    left: [],
    failures: [],
    problems: [],
    stoppedBefore: undefined,
  };
  const isLeftOver = new Set(leftOver);
  for (const target of targets) {
    if (sweep.msLeft() < RESERVE) {
      report.stoppedBefore = target.id;
      break;
    }
    try {
      await sweepOne(await find(target), sweep, report, isLeftOver.has(target.id));
    } catch (error) {
      if (sweep.verbs.isThrottled(error)) {
        report.left.push(target.id);
        await leave(sweep.store, target.id, sweep.now);
      } else report.failures.push({ id: target.id, why: messageOf(error) });
    }
  }
  return report;
}
