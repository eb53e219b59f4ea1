/** The last steps of a delivery: what is known now is kept, so that whoever comes next knows it too. */
import { messageOf } from '../../../shared/errors';
import { log } from '../../../shared/log';
import type { AlarmState } from '../../../shared/parsing/alarm';
import {
  type IncidentEntry,
  isAfter,
  type KnownAct,
  type KnownChange,
  newestOf,
  pruned,
  receiversOf,
  withNotified,
} from '../../../shared/state/incident';
import { truncate } from '../../../shared/text/truncate';
import type { Deps } from '../deps';
import { type Delivery, RECEIVERS } from './delivery';
import { deadLetter, putOff } from './put-off';
import {
  believedChange,
  type Delivered,
  type Job,
  newestKnown,
  type OpenIncident,
  type Round,
} from './round';
import { isOutdated, msOf } from './story';

const idOf = ({ notification }: Delivery): string => notification.id;

/** People were notified of it, by one receiver at least. */
const isNotified = ({ accepted }: Job): boolean => accepted.length > 0;

/** What leaves most to be told, if people were last notified of it. */
const MOST_TO_TELL: AlarmState[] = ['ALARM', 'INSUFFICIENT_DATA', 'OK'];
const byMostToTell = (one: KnownChange, other: KnownChange): number =>
  MOST_TO_TELL.indexOf(one.state) - MOST_TO_TELL.indexOf(other.state) || other.at - one.at;

/**
 * The newest change that people were notified of. A message names the newest that is known. Where some receivers had it
 * before, they were not told of the same: of what is not older than what all know, that counts which leaves more to be told.
 */
function newestNotified(open: OpenIncident, newest: KnownChange | undefined): KnownChange | undefined {
  let last = open.entry.newestNotified;
  for (const { delivery } of open.jobs.filter(isNotified)) {
    const { notification, pending } = delivery;
    const own = believedChange(delivery, open);
    const named = own || isOutdated(notification, newest) ? newest : undefined;
    if (!named) continue;
    const known = own && last && isAfter(last, own) ? undefined : own;
    const candidates = [last, known, named].filter((one) => one !== undefined);
    last = pending.length === RECEIVERS.length ? named : candidates.sort(byMostToTell)[0];
  }
  return last;
}

const MAX_ACT_LENGTH = 200;

/** What was done about its alarm, as the OK is to say it: without the thing, which the OK names too. */
function newestAct(notified: Job[]): KnownAct | undefined {
  const acts = notified.map(({ delivery }) => delivery.notification).filter(({ alarm, at }) => !alarm && at);
  const last = acts.toSorted((one, other) => msOf(one) - msOf(other)).at(-1);
  if (!last) return undefined;
  const { title, subject } = last;
  const what = subject && title.startsWith(`${subject}: `) ? title.slice(subject.length + 2) : title;
  return { at: msOf(last), what: truncate(what, MAX_ACT_LENGTH) };
}

/** It will notify nobody; what is muted may, in the end (shared/notification.ts). */
const isSettled = ({ delivery }: { delivery: Delivery }): boolean =>
  delivery.notification.alarm?.mutedBy === undefined;

function entryAfter(open: OpenIncident, isFinal: boolean): IncidentEntry {
  const { entry, jobs, suppressed } = open;
  const notified = jobs.filter(isNotified);
  const changes = notified.map(({ delivery }) => believedChange(delivery, open));
  const newest = newestOf([newestKnown(open), ...changes]);
  let after: IncidentEntry = {
    ...entry,
    newest,
    newestNotified: newestNotified(open, newest),
    act: newestAct(notified) ?? entry.act,
  };
  const ids = [...jobs, ...suppressed].map(({ delivery }) => idOf(delivery));
  for (const { delivery, accepted } of notified) {
    const receivers = [...new Set([...receiversOf(idOf(delivery), RECEIVERS, entry, ids), ...accepted])];
    const isComplete = receivers.length === RECEIVERS.length;
    after = withNotified(after, idOf(delivery), { receivers, isComplete });
  }
  for (const { delivery } of isFinal ? suppressed.filter(isSettled) : []) {
    after = withNotified(after, idOf(delivery), { receivers: [], isComplete: true });
  }
  return pruned(
    after,
    jobs.map(({ delivery }) => idOf(delivery)),
  );
}

/** Something of it comes again by its source: then what was suppressed beside it does too, and is judged anew. */
const comesAgain = ({ jobs }: OpenIncident): boolean =>
  jobs.some(({ result }) => result?.outcome === 'again');

type Saved = 'saved' | 'not held' | 'no answer';

async function save(open: OpenIncident, release: boolean, deps: Deps): Promise<Saved> {
  const { incident, owner, jobs } = open;
  if (owner === undefined) return 'not held';
  const isFinal = release && !comesAgain(open);
  const isChanged = jobs.some(isNotified) || (isFinal && open.suppressed.length > 0);
  const entry = isChanged ? entryAfter(open, isFinal) : undefined;
  if (!entry && !release) return 'saved';
  try {
    return (await deps.saveIncident({ incident, owner, entry, release })) ? 'saved' : 'not held';
  } catch (error) {
    log().warn('without the table', { why: messageOf(error) });
    return 'no answer';
  }
}

/** At once after a receiver has it, so that whoever comes after a crash does not notify again. */
export const mark = (open: OpenIncident, deps: Deps): Promise<Saved> => save(open, false, deps);

const isAgain = ({ result }: Job): boolean => result?.outcome === 'failed' || result?.outcome === 'again';

/** A retry would notify Slack again, since nothing says that it has it: what the others lack is kept for them instead. */
async function withoutRetry({ jobs }: OpenIncident, round: Round): Promise<void> {
  const notified = jobs.filter((job) => isAgain(job) && job.accepted.includes('slack'));
  for (const job of notified) {
    const why = job.result?.why ?? '';
    const left = job.delivery.pending.filter((receiver) => !job.accepted.includes(receiver));
    job.result = undefined;
    await Promise.all(left.map((receiver) => deadLetter(job, receiver, why, round)));
    if (!isAgain(job)) continue;
    log().error('notified in Slack alone', { event: job.delivery.notification.title, why });
    job.result = undefined;
  }
}

/** What came of those that nobody is notified of: what is known of them is kept, sooner or later. */
async function suppressedResults(open: OpenIncident, isSaved: boolean, round: Round): Promise<Delivered[]> {
  if (comesAgain(open) || (!isSaved && open.owner !== undefined)) {
    const deliveries = open.suppressed.map(({ delivery }) => delivery);
    return putOff(deliveries, 'what it changes could not be kept', round);
  }
  return open.suppressed.map(({ delivery, why }) => ({ delivery, result: { outcome: 'suppressed', why } }));
}

/** For another try (3 s, deps.ts), and for keeping elsewhere what cannot be kept here (4 s, put-off.ts). */
const SAVE_RESERVE_MS = 7_500;

/** Asked once more, where there is time: what others than Slack have is kept here alone. */
async function isSavedAtLast(open: OpenIncident, { context, deps }: Round): Promise<boolean> {
  const first = await save(open, true, deps);
  if (first !== 'no answer' || context.getRemainingTimeInMillis() < SAVE_RESERVE_MS) return first === 'saved';
  // The lease is longer than this function runs: who does not hold it any more has ended it, and only the answer was lost.
  return (await save(open, true, deps)) !== 'no answer';
}

/** The end: all that is known is kept, once more if marking failed, and others may go on with the incident. */
export async function close(open: OpenIncident, round: Round): Promise<Delivered[]> {
  const isSaved = await isSavedAtLast(open, round);
  if (!isSaved) await withoutRetry(open, round);
  const done = open.jobs.map(
    ({ delivery, why, result = { outcome: 'notified', why } }): Delivered => ({ delivery, result }),
  );
  return [...done, ...(await suppressedResults(open, isSaved, round))];
}
