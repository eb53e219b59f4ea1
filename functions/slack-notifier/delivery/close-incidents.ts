/** The last steps of a delivery: what is known now is kept, so that whoever comes next knows it too. */
import { messageOf } from '../../../shared/errors';
import { log } from '../../../shared/log';
import {
  type IncidentEntry,
  newestOf,
  pruned,
  receiversOf,
  withNotified,
} from '../../../shared/state/incident';
import { redact } from '../../../shared/text/redact';
import type { Deps } from '../deps';
import { type Delivery, RECEIVERS } from './delivery';
import { deadLetter, putOff } from './put-off';
import { changeOf, type Delivered, type Job, newestKnown, type OpenIncident, type Round } from './round';

const idOf = ({ notification }: Delivery): string => notification.id;

/** People were notified of it, by one receiver at least. */
const isNotified = ({ accepted }: Job): boolean => accepted.length > 0;

function entryAfter(open: OpenIncident, isFinal: boolean): IncidentEntry {
  const { entry, jobs, suppressed } = open;
  const notified = jobs.filter(isNotified);
  const newest = newestOf([newestKnown(open), ...notified.map((job) => changeOf(job.delivery.notification))]);
  const isNamed = notified.some(({ delivery: { notification } }) => {
    return notification.alarm || (newest && notification.at && notification.at.getTime() < newest.at);
  });
  let after: IncidentEntry = { ...entry, newest, newestNotified: isNamed ? newest : entry.newestNotified };
  for (const { delivery, accepted } of notified) {
    const receivers = [...new Set([...receiversOf(idOf(delivery), RECEIVERS, entry), ...accepted])];
    const isComplete = receivers.length === RECEIVERS.length;
    after = withNotified(after, idOf(delivery), { receivers, isComplete });
  }
  for (const { delivery } of isFinal ? suppressed : []) {
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

/** @returns false when it could not be kept */
async function save(open: OpenIncident, release: boolean, deps: Deps): Promise<boolean> {
  const { incident, owner, jobs } = open;
  if (owner === undefined) return false;
  const isFinal = release && !comesAgain(open);
  const isChanged = jobs.some(isNotified) || (isFinal && open.suppressed.length > 0);
  const entry = isChanged ? entryAfter(open, isFinal) : undefined;
  if (!entry && !release) return true;
  try {
    return await deps.saveIncident({ incident, owner, entry, release });
  } catch (error) {
    log().warn('without the table', { why: redact(messageOf(error)) });
    return false;
  }
}

/** At once after a receiver has it, so that whoever comes after a crash does not notify again. */
export const mark = (open: OpenIncident, deps: Deps): Promise<boolean> => save(open, false, deps);

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
    log().error('notified in Slack alone', { event: redact(job.delivery.notification.title), why });
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

/** The end: all that is known is kept, once more if marking failed, and others may go on with the incident. */
export async function close(open: OpenIncident, round: Round): Promise<Delivered[]> {
  const isSaved = await save(open, true, round.deps);
  if (!isSaved) await withoutRetry(open, round);
  const done = open.jobs.map(
    ({ delivery, why, result = { outcome: 'notified', why } }): Delivered => ({ delivery, result }),
  );
  return [...done, ...(await suppressedResults(open, isSaved, round))];
}
