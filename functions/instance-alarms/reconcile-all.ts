/** Many instances, one after the other: one that fails does not stop the others, and time may run out. */
import { messageOf } from '../../shared/errors';
import { recall, remember } from '../../shared/state/remember';
import type { Store } from '../../shared/state/store';
import { DAY_MS, SECOND_MS } from '../../shared/text/duration';
import { awaitsOptIn } from './adoption';
import { leave, leftOver } from './backlog';
import type { Context, Trigger } from './context';
import { type Listing, listAll } from './listing';
import { confirmed, type InstanceTarget, type Observe } from './observe';
import { reconcileProfile } from './profile';
import { reconcileInstance } from './reconcile-instance';
import { emptyReport, type Report, recordOutcome } from './report';

/** What one more instance may take: its alarms, at 3 puts a second, and a retry. */
const ONE_INSTANCE_MS = 30 * SECOND_MS;

/** The id in the table; its value is the instance before which a reconcile has stopped, or nothing. */
const CURSOR = 'instances reconcile cursor';
const CURSOR_KEPT_MS = DAY_MS;

/** What becomes of the instance stands in the report before its profile is tried, which may fail. */
async function reconcileOne(
  target: InstanceTarget,
  observe: Observe,
  trigger: Trigger,
  report: Report,
  context: Context,
): Promise<void> {
  const outcome = await reconcileInstance(target, confirmed(observe, context), trigger, context);
  recordOutcome(report, target.id, outcome);
  if (outcome.kind === 'throttled' || outcome.kind === 'awaits opt-in') return;
  const profile = await reconcileProfile(outcome.instance, outcome.plan, trigger, context);
  if (profile.kind === 'attached') report.profiles += 1;
}

/** One that fails does not keep the others. What was throttled, such as its profile, is left to the backlog. */
async function onFailure(error: unknown, id: string, report: Report, context: Context): Promise<void> {
  const { verbs, store, now } = context;
  if (!verbs.isThrottled(error)) {
    report.failures.push({ id, why: messageOf(error) });
    return;
  }
  if (!report.left.includes(id)) report.left.push(id);
  await leave(store, id, now);
}

/**
 * @param observe what is known of the instance, out of a listing or asked for
 * @param backlog the instances that an earlier run could not finish
 */
export async function reconcileEach(
  targets: InstanceTarget[],
  observe: Observe,
  backlog: readonly string[],
  context: Context,
): Promise<Report> {
  const report = emptyReport();
  const isLeftOver = new Set(context.act ? backlog : []);
  for (const target of targets) {
    const { id } = target;
    if (context.msLeft() < ONE_INSTANCE_MS) {
      report.stoppedBefore = id;
      break;
    }
    const trigger = isLeftOver.has(id) ? 'left over' : 'routine';
    await reconcileOne(target, observe, trigger, report, context).catch((error: unknown) =>
      onFailure(error, id, report, context),
    );
  }
  return report;
}

/** Where a reconcile has run out of time, if one has. */
export async function unfinished(store: Store, now: Date): Promise<string | undefined> {
  const cursor = await recall(store, CURSOR, now);
  return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
}

type Split = { awaiting: InstanceTarget[]; others: InstanceTarget[] };

/** Those that await opt-in, and all others. */
async function splitTargets({ targets, hasAlarms }: Listing, { adoption }: Context): Promise<Split> {
  const parts: Split = { awaiting: [], others: [] };
  for (const target of targets) {
    const awaits = await awaitsOptIn(target.instance, hasAlarms(target.id), adoption);
    parts[awaits ? 'awaiting' : 'others'].push(target);
  }
  return parts;
}

/**
 * Every instance and every alarm of ours, whatever was missed. Instances that await opt-in come first and whatever the time:
 * planning them takes no calls.
 * @param from the instance to begin with, where another run has stopped
 */
export async function reconcileAll(context: Context, from = ''): Promise<Report> {
  const { store, now, act } = context;
  const listing = await listAll(context);
  const { awaiting, others } = await splitTargets(listing, context);
  const isFirst = from === '';
  const unhurried = { ...context, msLeft: () => Number.POSITIVE_INFINITY };
  const first = await reconcileEach(isFirst ? awaiting : [], listing.observe, [], unhurried);
  const rest = others.filter(({ id }) => id >= from);
  const report = await reconcileEach(rest, listing.observe, await leftOver(store), context);
  if (act && (report.stoppedBefore !== undefined || !isFirst)) {
    await remember(store, CURSOR, report.stoppedBefore ?? '', CURSOR_KEPT_MS, now);
  }
  return {
    ...report,
    awaitingOptIn: first.awaitingOptIn,
    problems: [...first.problems, ...report.problems],
    leftOut: [...first.leftOut, ...report.leftOut],
    failures: [...first.failures, ...report.failures],
    left: [...first.left, ...report.left],
  };
}
