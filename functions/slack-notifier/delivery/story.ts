/** What an incident comes to: the story of its alarm, with the newest state as its last word, and what else was said. */
import type { Notification, Severity } from '../../../shared/notification';
import { isAfter, type KnownChange, newestOf } from '../../../shared/state/incident';
import { type Clock, momentText, timelineText } from './timeline';

/**
 * Notifications of one incident, oldest first, and the newest change of its alarm that was known before. `remark` is said
 * below.
 */
export type IncidentNews = {
  notifications: Notification[];
  newest: KnownChange | undefined;
  remark?: string | undefined;
};

/** What it says of how its alarm is; `undefined` when it says something else. */
export const changeOf = ({ alarm, at, severity }: Notification): KnownChange | undefined =>
  alarm && at ? { at: at.getTime(), state: alarm.state, severity } : undefined;

/** 0 where nobody knows. */
export const msOf = (one: Notification | undefined): number => one?.at?.getTime() ?? 0;

/** Whether its alarm has changed since: then its message names that change. */
export const isOutdated = (one: Notification, newest: KnownChange | undefined): newest is KnownChange =>
  newest !== undefined && one.at !== undefined && newest.at > msOf(one);

/** `history` is what it did, with the times. `isLate`: something newer is known than what it is of. */
export type Story = {
  notification: Notification;
  severity: Severity;
  title: string;
  history: string | undefined;
  isLate: boolean;
};

function alarmStory(changes: Notification[], newest: KnownChange | undefined, clock: Clock): Story[] {
  const last = changes.at(-1);
  if (!last?.alarm) return [];
  const states = changes.flatMap((one) => (one.alarm ? [{ at: msOf(one), state: one.alarm.state }] : []));
  const isLate = newest !== undefined && isAfter(newest, { at: msOf(last), state: last.alarm.state });
  const history =
    isLate || states.length > 1 ? timelineText(states, isLate ? newest : undefined, clock) : undefined;
  return [
    {
      notification: last,
      severity: isLate ? newest.severity : last.severity,
      title: isLate ? `${newest.state}: ${last.alarm.name}` : last.title,
      history,
      isLate,
    },
  ];
}

/**
 * What is said beside the alarm's changes of state, such as how a restart ended.
 * @param last the newest of the changes that stand beside it in the message
 */
function otherStory(
  one: Notification,
  newest: KnownChange | undefined,
  last: KnownChange | undefined,
  clock: Clock,
): Story {
  const isLate = isOutdated(one, newest);
  const since = newestOf([newest, last]);
  const history =
    isLate && since
      ? `late: ${momentText(msOf(one), clock)}; since then ${since.state} at ${momentText(since.at, clock)}`
      : undefined;
  return { notification: one, severity: one.severity, title: one.title, history, isLate };
}

export function storiesOf({ notifications, newest }: IncidentNews, clock: Clock): Story[] {
  const changes = notifications.filter(({ alarm }) => alarm);
  const lastKnown = alarmStory(changes, newest, clock);
  const others = notifications.filter(({ alarm }) => !alarm);
  const last = newestOf(changes.map(changeOf));
  return [...lastKnown, ...others.map((one) => otherStory(one, newest, last, clock))];
}
