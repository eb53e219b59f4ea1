/** What an incident comes to: the story of its alarm, with the newest state as its last word, and what else was said. */
import type { Notification, Severity } from '../../../shared/notification';
import type { KnownChange } from '../../../shared/state/incident';
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

/** 0 where nobody knows. */
export const msOf = (one: Notification | undefined): number => one?.at?.getTime() ?? 0;

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
  const isLate = newest !== undefined && newest.at > msOf(last);
  const history = isLate || states.length > 1 ? timelineText(states, newest, clock) : undefined;
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

/** What is said beside the alarm's changes of state, such as how a restart ended. */
function otherStory(one: Notification, newest: KnownChange | undefined, clock: Clock): Story {
  const isLate = newest !== undefined && one.at !== undefined && newest.at > msOf(one);
  const history = isLate
    ? `late: ${momentText(msOf(one), clock)}; since then ${newest.state} at ${momentText(newest.at, clock)}`
    : undefined;
  return { notification: one, severity: one.severity, title: one.title, history, isLate };
}

export function storiesOf({ notifications, newest }: IncidentNews, clock: Clock): Story[] {
  const changes = notifications.filter(({ alarm }) => alarm);
  const lastKnown = alarmStory(changes, newest, clock);
  const others = notifications.filter(({ alarm }) => !alarm);
  return [...lastKnown, ...others.map((one) => otherStory(one, newest, clock))];
}
