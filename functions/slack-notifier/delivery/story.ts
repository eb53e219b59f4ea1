/** What an incident comes to: the story of its alarm, with the newest state as its last word, and what else was said. */
import type { Notification, Severity } from '../../../shared/notification';
import { isAfter, type KnownAct, type KnownChange, newestOf } from '../../../shared/state/incident';
import { shortDuration } from '../../../shared/text/duration';
import { alarmWords } from '../../../shared/words/alarm';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';
import { type Clock, isOld, momentText, timelineText, zonedMoment, zoneOf } from './timeline';

/**
 * Notifications of one incident, oldest first, and what is known of it beside them: the newest change of its alarm, the change
 * that people were last notified of (`before`), and what was done last (`act`). `remark` is said below.
 */
export type IncidentNews = {
  notifications: Notification[];
  newest: KnownChange | undefined;
  before?: KnownChange | undefined;
  act?: KnownAct | undefined;
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

/**
 * `title` says how it is now; `late` ends it in a message of its own, where nothing else says when that was. `history` is what its alarm did, where that is more than one change: `12:00 ALARM → 12:01 OK`.
 * `text` stands below in a message of its own. `isLate`: something newer is known than what it is of.
 */
export type Story = {
  notification: Notification;
  severity: Severity;
  title: string;
  late: string;
  text: string;
  history: string | undefined;
  isLate: boolean;
};

/** Of an OK: for how long the alarm rang, and what was done meanwhile. */
function recovery(last: Notification, { before, act }: IncidentNews): { suffix: string; text: string } {
  const at = msOf(last);
  if (last.alarm?.state !== 'OK' || before?.state !== 'ALARM' || before.at >= at)
    return { suffix: '', text: '' };
  const words = alarmWords();
  const wasDone = act && act.at >= before.at && act.at <= at;
  return {
    suffix: words.after(shortDuration(at - before.at)),
    text: wasDone ? words.acted(act.what) : '',
  };
}

/** What it was then is not what it is now: so it is said together with its time. */
const thenText = ({ text, at }: Notification, title: string, clock: Clock): string =>
  at
    ? deliveryWords().atThatTime(momentText(at.getTime(), clock), [title, text].filter(Boolean).join('\n'))
    : text;

/** It shows when that was, and how to mute only what rings. */
const asOf = (one: Notification, { at, state }: KnownChange): Notification => ({
  ...one,
  at: new Date(at),
  links: state === 'OK' ? one.links.filter(({ text }) => text !== commonWords().links.mute) : one.links,
});

function alarmStory(news: IncidentNews, clock: Clock): Story[] {
  const { newest } = news;
  const changes = news.notifications.filter(({ alarm }) => alarm);
  const last = changes.at(-1);
  if (!last?.alarm) return [];
  const words = deliveryWords();
  const states = changes.flatMap((one) => (one.alarm ? [{ at: msOf(one), state: one.alarm.state }] : []));
  // Times are put into words only where they are said: the first takes as long as all else.
  const timeline = () => timelineText(states, clock);
  if (newest !== undefined && isAfter(newest, { at: msOf(last), state: last.alarm.state })) {
    const since = words.since(
      last.alarm.label ?? last.alarm.name,
      commonWords().state(newest.state),
      zonedMoment(newest.at, clock),
    );
    const title = since + words.lateChanges(timeline());
    const { severity } = newest;
    return [
      {
        notification: asOf(last, newest),
        severity,
        title,
        late: '',
        text: thenText(last, last.title, clock),
        history: undefined,
        isLate: true,
      },
    ];
  }
  const history = states.length > 1 ? timeline() : undefined;
  const { suffix, text } = history
    ? { suffix: '', text: `${history} (${zoneOf(clock)}).` }
    : recovery(last, news);
  const isOldAlone = isOld(msOf(last), clock) && !history;
  const late = isOldAlone ? words.late(zonedMoment(msOf(last), clock)) : '';
  return [
    {
      notification: last,
      severity: last.severity,
      title: last.title + suffix,
      late,
      text: [text, last.text].filter(Boolean).join('\n'),
      history,
      isLate: false,
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
  const words = deliveryWords();
  const isLate = isOutdated(one, newest);
  const since = isLate ? newestOf([newest, last]) : undefined;
  const moment = (): string => zonedMoment(msOf(one), clock);
  const late = one.at && !since && isOld(msOf(one), clock) ? words.late(moment()) : '';
  const suffix = since
    ? words.sinceThen(moment(), commonWords().state(since.state), momentText(since.at, clock))
    : '';
  const { severity, title, text } = one;
  return { notification: one, severity, title: title + suffix, late, text, history: undefined, isLate };
}

export function storiesOf(news: IncidentNews, clock: Clock): Story[] {
  const { notifications, newest } = news;
  const changes = notifications.filter(({ alarm }) => alarm);
  const others = notifications.filter(({ alarm }) => !alarm);
  const last = newestOf(changes.map(changeOf));
  return [...alarmStory(news, clock), ...others.map((one) => otherStory(one, newest, last, clock))];
}
