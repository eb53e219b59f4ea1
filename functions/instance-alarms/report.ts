/** What a poll or a reconcile has done, over all its instances. */
import { log } from '../../shared/log';
import { isDone } from './alarm-changes';
import type { LeftOut } from './left-out';
import type { Plan } from './plan';
import { countsOf, summaryOf } from './plan-text';
import type { Outcome } from './reconcile-instance';

type InstancePlan = Plan & { id: string };

/**
 * `awaitingOptIn` are plans that a person has not opted in to. `profiles` were attached. `left` are the instances
 * that went into the backlog. `leftOut` has no alarm because there would be too many. `stoppedBefore` is the instance that time
 * did not suffice for.
 */
export type Report = {
  plans: InstancePlan[];
  awaitingOptIn: InstancePlan[];
  profiles: number;
  left: string[];
  failures: { id: string; why: string }[];
  problems: { id: string; problem: string }[];
  leftOut: (LeftOut & { id: string })[];
  stoppedBefore: string | undefined;
};

/** The report before the first instance. */
export const emptyReport = (): Report => ({
  plans: [],
  awaitingOptIn: [],
  profiles: 0,
  left: [],
  failures: [],
  problems: [],
  leftOut: [],
  stoppedBefore: undefined,
});

/** Adds what became of an instance. */
export function recordOutcome(report: Report, id: string, outcome: Outcome): void {
  if (outcome.kind === 'throttled' || outcome.kind === 'left') report.left.push(id);
  if (outcome.kind === 'throttled') return;
  const { plan } = outcome;
  report.problems.push(...plan.problems.map((problem) => ({ id, problem })));
  report.leftOut.push(...plan.leftOut.map((leftOut) => ({ id, ...leftOut })));
  if (outcome.kind === 'awaits opt-in') {
    if (!isDone(plan) || plan.unseen.length > 0) report.awaitingOptIn.push({ id, ...plan });
    return;
  }
  if (!isDone(plan)) report.plans.push({ id, ...plan });
}

/** One line for the operator who asks what has been done. */
export function logReport(what: string, report: Report, requestId: string): void {
  const { plans, left, failures, profiles, stoppedBefore } = report;
  const counts = { left: left.length, failed: failures.length, profiles, stoppedBefore };
  log().info(what, { requestId, done: summaryOf(countsOf(plans)) || 'nothing', ...counts });
}
