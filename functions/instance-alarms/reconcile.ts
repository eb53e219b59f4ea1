/** The reconcile: every instance and every alarm of ours, whatever was missed. */
import { recall, remember } from '../../shared/state/remember';
import type { Store } from '../../shared/state/store';
import { isAdopted } from './adoption';
import { leftOver } from './backlog';
import { listAll } from './listing';
import { type Report, type Sweep, sweepAll, type Target } from './sweep';

const CURSOR = 'instances reconcile cursor';
const DAY = 24 * 3_600_000;

/** Where a reconcile has run out of time, if one has. */
export async function unfinished(store: Store, now: Date): Promise<string | undefined> {
  const cursor = await recall(store, CURSOR, now);
  return typeof cursor === 'string' && cursor !== '' ? cursor : undefined;
}

/**
 * Instances that wait for a person's word come first and whatever the time: planning them takes no calls.
 * @param from the instance to begin with, where another run has stopped
 */
export async function reconcile(sweep: Sweep, from = ''): Promise<Report> {
  const { verbs, rules, store, now, act, firstDay } = sweep;
  const { targets, find, hasAlarms } = await listAll(verbs, rules);
  const isWaiting = ({ id, instance }: Target) =>
    instance !== undefined && !hasAlarms(id) && !isAdopted(instance, firstDay);
  const isFirst = from === '';
  const asked = isFirst ? targets.filter(isWaiting) : [];
  const unhurried = { ...sweep, msLeft: () => Number.POSITIVE_INFINITY };
  const { waiting, problems, failures } = await sweepAll(asked, find, [], unhurried);
  const rest = targets.filter((target) => target.id >= from && !isWaiting(target));
  const report = await sweepAll(rest, find, await leftOver(store), sweep);
  if (act && (report.stoppedBefore !== undefined || !isFirst)) {
    await remember(store, CURSOR, report.stoppedBefore ?? '', DAY, now);
  }
  return {
    ...report,
    waiting,
    problems: [...problems, ...report.problems],
    failures: [...failures, ...report.failures],
  };
}
