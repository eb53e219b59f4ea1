/**
 * What goes out as one message: a notification in its own words, or many in a digest, a line for each incident, what
 * matters most first. Nothing is left out.
 */
import { isAlarmPage } from '../../../shared/aws/console';
import { type Notification, notification, type Severity, severitySchema } from '../../../shared/notification';
import { truncate } from '../../../shared/text/truncate';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';
import { type DigestLine, splitByWeight, weightOf } from './digest-line';
import { type IncidentNews, msOf, type Story, storiesOf } from './story';
import { type Clock, momentText, momentTexts, zoneOf } from './timeline';

/**
 * A notification of one thing has no lines. `severities` are those of all that it says, of what was before as well: who
 * asked for critical alarms is to have one that is over by now.
 */
export type Message = Notification & { lines: DigestLine[]; severities: Severity[] };

/** A notification as a message of its own. */
export const alone = (one: Notification): Message => ({ ...one, lines: [], severities: [one.severity] });

/** Some incidents and the one message that shows them. */
export type Digest<T extends IncidentNews> = { message: Message; news: T[] };

/**
 * Slack takes about 13,000 characters in all, 3,000 in a section and 1,000 in the first line; escaping, by five at most, and
 * JSON add to what is counted here.
 */
const MAX_DIGEST_LENGTH = { message: 9_000, line: 2_300, name: 300, title: 150 };

const SEVERITY_RANK = severitySchema.options;
const rank = (severity: Severity): number => SEVERITY_RANK.indexOf(severity);
const byRank = (one: { severity: Severity }, other: { severity: Severity }): number =>
  rank(one.severity) - rank(other.severity);
const worst = (all: { severity: Severity }[]): Severity => all.toSorted(byRank)[0]?.severity ?? 'info';
/** The worst first. */
const severitiesIn = (all: { severity: Severity }[]): Severity[] => [
  ...new Set(all.toSorted(byRank).map(({ severity }) => severity)),
];

/** In its own words, and what it did meanwhile. */
const ownWords = ({ notification: own, severity, title, late, text }: Story): Message => ({
  ...alone(own),
  severity,
  title: title + late,
  text,
});

/** The same line as on a phone, and when: `web-1: disk / at 93 % (limit 90 %)`, `12:00 ALARM`. */
function lineOf({ notification: one, severity, title, history, isLate }: Story, clock: Clock): DigestLine {
  const { alarm, links, at } = one;
  const moment = at ? momentText(at.getTime(), clock) : '';
  const what = history ?? (alarm ? `${moment} ${commonWords().state(alarm.state)}` : moment);
  const line: DigestLine = {
    severity,
    name: truncate(title, MAX_DIGEST_LENGTH.name).replace(/\s+/g, ' '),
    url: undefined,
    // What is late says so in its title.
    text: isLate ? '' : what,
  };
  const alarmPage = alarm ? links.find(({ url }) => isAlarmPage(url)) : undefined;
  const linked = { ...line, url: (alarmPage ?? links[0])?.url };
  return weightOf(linked) <= MAX_DIGEST_LENGTH.line ? linked : line;
}

/** What all say alike. */
function common(all: Notification[], key: 'account' | 'region'): string | undefined {
  const values = new Set(all.map((one) => one[key]));
  return values.size === 1 ? [...values][0] : undefined;
}

const isRinging = ({ notification: { alarm }, severity }: Story): boolean =>
  alarm !== undefined && severity !== 'good' && severity !== 'unknown';

/** `from 12:00 to 12:07` */
function spanText(all: Notification[], clock: Clock): string {
  const times = all.flatMap(({ at }) => at?.getTime() ?? []);
  if (times.length === 0) return '';
  const words = deliveryWords();
  const [first = '', last = ''] = momentTexts([Math.min(...times), Math.max(...times)], clock);
  return momentText(Math.min(...times), clock) === momentText(Math.max(...times), clock)
    ? words.at(first)
    : words.from(first, last);
}

/** `9 alarms and 2 messages from 12:00 to 12:07, 6 still ringing` */
function countText(stories: Story[], all: Notification[], clock: Clock): string {
  const words = deliveryWords();
  const alarms = stories.filter(({ notification: { alarm } }) => alarm).length;
  const others = stories.length - alarms;
  const counts = [
    ...(alarms > 0 ? [words.alarms(alarms)] : []),
    ...(others > 0 ? [words.messages(others)] : []),
  ];
  return words.counts(counts, spanText(all, clock), stories.filter(isRinging).length);
}

/** Of one incident it has its title, which stands whole in its line: `web-1: httpd is not running, and 1 more message`. */
function titleOf(stories: Story[], all: Notification[], clock: Clock): string {
  const [first, ...more] = stories;
  const isOne = new Set(all.map(({ incident }) => incident)).size === 1;
  return first && isOne
    ? deliveryWords().andMore(truncate(first.title, MAX_DIGEST_LENGTH.title), more.length)
    : countText(stories, all, clock);
}

function digestOf(stories: Story[], all: Notification[], clock: Clock): Message {
  const newestAt = Math.max(...all.map(msOf));
  const digest = notification({
    id: 'digest',
    kind: all.find(({ kind }) => kind !== undefined)?.kind,
    severity: worst(stories),
    title: titleOf(stories, all, clock),
    text: deliveryWords().together(zoneOf(clock)),
    at: newestAt > 0 ? new Date(newestAt) : undefined,
    account: common(all, 'account'),
    region: common(all, 'region'),
  });
  return { ...alone(digest), lines: stories.map((story) => lineOf(story, clock)) };
}

function messageFrom(stories: Story[], all: Notification[], clock: Clock): Message {
  const [only, ...more] = stories;
  return only && more.length === 0 ? ownWords(only) : digestOf(stories, all, clock);
}

type Incident<T> = { news: T; stories: Story[] };

/** The worst incident first, of two the older; what belongs to one incident stays together. */
const byImportance = <T>(one: Incident<T>, other: Incident<T>): number =>
  rank(worst(one.stories)) - rank(worst(other.stories)) ||
  msOf(one.stories[0]?.notification) - msOf(other.stories[0]?.notification);

/** The incidents in as few messages as hold them all, most often one. What is said alone keeps its own words. */
export function digests<T extends IncidentNews>(incidentNews: T[], clock: Clock): Digest<T>[] {
  const incidents = incidentNews
    .map((news) => ({ news, stories: storiesOf(news, clock).sort(byRank) }))
    .sort(byImportance);
  const weight = ({ stories }: Incident<T>): number =>
    stories.reduce((sum, story) => sum + weightOf(lineOf(story, clock)), 0);
  return splitByWeight(incidents, weight, MAX_DIGEST_LENGTH.message).map((part) => {
    const stories = part.flatMap((one) => one.stories);
    const news = part.map((one) => one.news);
    const all = news.flatMap((one) => one.notifications);
    const message = messageFrom(stories, all, clock);
    const remarks = new Set(news.flatMap(({ remark }) => remark ?? []));
    const text = [message.text, ...remarks].filter(Boolean).join('\n\n');
    const severities = severitiesIn([message, ...stories, ...all]);
    return { message: { ...message, text, severities }, news };
  });
}
