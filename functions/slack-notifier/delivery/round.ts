/** What one round of delivering works on: incidents that are open, and the jobs of each. */
import type { Notification } from '../../../shared/notification';
import type { LambdaContext } from '../../../shared/publishing';
import { type IncidentEntry, type KnownChange, newestOf } from '../../../shared/state/incident';
import { MINUTE_MS } from '../../../shared/text/duration';
import { deliveryWords } from '../../../shared/words/delivery';
import type { Deps } from '../deps';
import type { Delivery, Receiver } from './delivery';
import { type Digest, digests } from './digest';
import { changeOf, type IncidentNews } from './story';

/**
 * People without Slack are notified of what has waited for so long. By age: Lambda's throttling hands out too. Where
 * there was no time to ask Slack it may well take it in a moment; but nothing waits for ever.
 */
export const FAIL_OVER_AFTER_MS = { usually: 5 * MINUTE_MS, withoutTime: 10 * MINUTE_MS };
/** Without the table people are notified all the same of what has waited for so long. */
export const WITHOUT_TABLE_AFTER_MS = MINUTE_MS;

/**
 * What differs between an event and a batch of the queue. `putOff` keeps what is to be tried again, where its source does
 * not bring it again by itself. `waitedMs`: for how long it was put off already. `suppressedBy`: why people are not
 * notified of it, if that is known beside what it says itself; `completed`: the same with what had to be looked up, such as the name
 * of an instance. Both are asked while the incident is claimed.
 */
export type Source = {
  slotMaxWaitMs: number;
  putOff: ((delivery: Delivery) => Promise<void>) | undefined;
  waitedMs: (delivery: Delivery) => number;
  suppressedBy: () => Promise<string | undefined>;
  completed: () => Promise<Notification | undefined>;
};

export type Round = { source: Source; context: LambdaContext; deps: Deps };

/** `again`: its source brings it again. `failed`: it is to, because it could neither be sent nor kept. */
export type Result = {
  outcome: 'notified' | 'suppressed' | 'queued' | 'failed over' | 'again' | 'dry run' | 'failed';
  why: string;
  message?: unknown;
  email?: unknown;
};

export type Delivered = { delivery: Delivery; result: Result };

/**
 * One delivery of an open incident. `why` people are notified. `pending` are the receivers that are to be notified in
 * this round, `accepted` those that have it by now; `unreachable`: why Slack did not get it, which the others are to
 * know. Without a `result` all went well.
 */
export type Job = {
  delivery: Delivery;
  why: string;
  pending: Receiver[];
  accepted: Receiver[];
  unreachable: string | undefined;
  result: Result | undefined;
};

/**
 * `entry` is as it was claimed; `owner` is missing where the table could not be asked: then nothing can be kept of it.
 * `openedAt` in ms.
 */
export type OpenIncident = {
  incident: string;
  owner: string | undefined;
  openedAt: number;
  entry: IncidentEntry;
  jobs: Job[];
  suppressed: { delivery: Delivery; why: string }[];
};

/** Clocks differ by less. */
const MAX_AHEAD_MS = 5 * MINUTE_MS;

/** What it says of its alarm. A change that is still to come is told and not believed: all until then would look late. */
export function believedChange(
  { notification }: Delivery,
  { openedAt }: OpenIncident,
): KnownChange | undefined {
  const change = changeOf(notification);
  return change && change.at <= openedAt + MAX_AHEAD_MS ? change : undefined;
}

/** The newest change that is known beside those that people are to be notified of: a message about older ones names it. */
export const newestKnown = (open: OpenIncident): KnownChange | undefined =>
  newestOf([open.entry.newest, ...open.suppressed.map(({ delivery }) => believedChange(delivery, open))]);

/** The jobs of an incident that go into one message. */
export type JobNews = IncidentNews & { open: OpenIncident; jobs: Job[] };

/** Of one incident, so that it fits into a message: the changes of an alarm are one line, all else has a line each. */
const MAX_OTHERS_PER_PART = 12;

/** The changes of the alarm stay together, in the first part. */
function inParts(jobs: Job[]): Job[][] {
  const isChange = ({ delivery }: Job): boolean => delivery.notification.alarm !== undefined;
  const others = jobs.filter((job) => !isChange(job));
  const parts = [[...jobs.filter(isChange), ...others.slice(0, MAX_OTHERS_PER_PART)]];
  for (let from = MAX_OTHERS_PER_PART; from < others.length; from += MAX_OTHERS_PER_PART) {
    parts.push(others.slice(from, from + MAX_OTHERS_PER_PART));
  }
  return parts.filter((part) => part.length > 0);
}

/** In as few messages as hold it. */
export const digestsOf = (news: JobNews[], { deps }: Round): Digest<JobNews>[] =>
  digests(news, { now: deps.now(), timeZone: deps.timeZone() });

/** The chosen jobs in as few messages as hold them. */
export function composed(
  open: OpenIncident[],
  choose: (job: Job) => boolean,
  round: Round,
): Digest<JobNews>[] {
  const news = open.flatMap((one) => {
    const remark = one.owner === undefined ? deliveryWords().unsure : undefined;
    const { newestNotified: before, act } = one.entry;
    return inParts(one.jobs.filter(choose)).map((jobs) => {
      const notifications = jobs.map(({ delivery }) => delivery.notification);
      return { open: one, jobs, notifications, newest: newestKnown(one), before, act, remark };
    });
  });
  return digestsOf(news, round);
}
