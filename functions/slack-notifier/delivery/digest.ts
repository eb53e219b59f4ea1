/**
 * What goes out as one message: a notification in its own words, or many in a digest, a line for each incident, what
 * matters most first. Nothing is left out.
 */
import {
  firstLine,
  type Notification,
  notification,
  type Severity,
  severitySchema,
} from '../../../shared/notification';
import { counted } from '../../../shared/text/plural';
import { truncate } from '../../../shared/text/truncate';
import { type DigestLine, splitByWeight, weightOf } from './digest-line';
import { type IncidentNews, msOf, type Story, storiesOf } from './story';
import { type Clock, isOld, momentText, momentTexts } from './timeline';

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
const MAX_DIGEST_LENGTH = { message: 9_000, line: 2_300, name: 300, reason: 140, title: 150 };

const SEVERITY_RANK = severitySchema.options;
const rank = (severity: Severity): number => SEVERITY_RANK.indexOf(severity);
const byRank = (one: { severity: Severity }, other: { severity: Severity }): number =>
  rank(one.severity) - rank(other.severity);
const worst = (all: { severity: Severity }[]): Severity => all.toSorted(byRank)[0]?.severity ?? 'info';
/** The worst first. */
const severitiesIn = (all: { severity: Severity }[]): Severity[] => [
  ...new Set(all.toSorted(byRank).map(({ severity }) => severity)),
];

/** Its first sentence, where that is short. */
const reasonOf = ({ text }: Notification): string => truncate(firstLine(text), MAX_DIGEST_LENGTH.reason);

/** The fact `State` says how it was then, which is no longer so. */
function factsNow({ notification: { facts }, isLate }: Story): Record<string, string> {
  const { State, ...others } = facts;
  return isLate ? others : facts;
}

/** In its own words, and what it did meanwhile. What is old by now says so, though nothing newer is known. */
function ownWords(story: Story, clock: Clock): Message {
  const { notification: own, severity, title, history, isLate } = story;
  const age = own.at && isOld(msOf(own), clock) ? `late: ${momentText(msOf(own), clock)}` : undefined;
  const first = history ?? age;
  // What it was then is not what it is now.
  const then = isLate && own.text ? `\nAt ${momentText(msOf(own), clock)}: ` : ' ';
  const text = first ? `${first}.${then}${own.text}`.trim() : own.text;
  return { ...alone(own), severity, title, text, facts: factsNow(story) };
}

function lineOf({ notification: one, severity, title, history, isLate }: Story, clock: Clock): DigestLine {
  const { alarm, links, at } = one;
  const moment = at ? momentText(at.getTime(), clock) : '';
  const what = history ?? (alarm ? `${moment} ${alarm.state}` : moment);
  const line: DigestLine = {
    severity,
    name: truncate(alarm?.name ?? title, MAX_DIGEST_LENGTH.name).replace(/\s+/g, ' '),
    url: undefined,
    text: [what, isLate && alarm ? '' : reasonOf(one)].filter(Boolean).join(' — ').replace(/\s+/g, ' '),
  };
  const linked = { ...line, url: links[0]?.url };
  return weightOf(linked) <= MAX_DIGEST_LENGTH.line ? linked : line;
}

/** What all say alike. */
function common(all: Notification[], key: 'account' | 'region'): string | undefined {
  const values = new Set(all.map((one) => one[key]));
  return values.size === 1 ? [...values][0] : undefined;
}

/** `9 alarms and 2 messages, 8 critical` */
function countText(stories: Story[]): string {
  const alarms = stories.filter(({ notification: { alarm } }) => alarm).length;
  const others = stories.length - alarms;
  const critical = stories.filter(({ severity }) => severity === 'critical').length;
  const counts = [alarms > 0 && counted(alarms, 'alarm'), others > 0 && counted(others, 'message')];
  return `${counts.filter(Boolean).join(' and ')}${critical > 0 ? `, ${critical} critical` : ''}`;
}

/** `, from 12:00 to 12:07` */
function spanText(all: Notification[], clock: Clock): string {
  const times = all.flatMap(({ at }) => at?.getTime() ?? []);
  if (times.length === 0) return '';
  const [first, last] = momentTexts([Math.min(...times), Math.max(...times)], clock);
  return momentText(Math.min(...times), clock) === momentText(Math.max(...times), clock)
    ? `, at ${first}`
    : `, from ${first} to ${last}`;
}

/** Of one incident it has its name, which stands whole in its line: `ALARM: httpd-process-down, and 1 more message`. */
function titleOf(stories: Story[], all: Notification[], clock: Clock): string {
  const [first, ...more] = stories;
  const isOne = new Set(all.map(({ incident }) => incident)).size === 1;
  return first && isOne
    ? `${truncate(first.title, MAX_DIGEST_LENGTH.title)}, and ${counted(more.length, 'more message')}`
    : `${countText(stories)}${spanText(all, clock)}`;
}

const SHOWN_NAMES = 3;

function digestOf(stories: Story[], all: Notification[], clock: Clock): Message {
  const names = stories.slice(0, SHOWN_NAMES).map(({ title }) => truncate(title, 60));
  const more = stories.length > SHOWN_NAMES ? '; …' : '';
  const newestAt = Math.max(...all.map(msOf));
  const digest = notification({
    id: 'digest',
    kind: all.find(({ kind }) => kind !== undefined)?.kind,
    severity: worst(stories),
    title: titleOf(stories, all, clock),
    text: `${names.join('; ')}${more}\n\nThey come together, because they could not be delivered one by one. Times are those of ${clock.timeZone}.`,
    at: newestAt > 0 ? new Date(newestAt) : undefined,
    account: common(all, 'account'),
    region: common(all, 'region'),
  });
  return { ...alone(digest), lines: stories.map((story) => lineOf(story, clock)) };
}

function messageFrom(stories: Story[], all: Notification[], clock: Clock): Message {
  const [only, ...more] = stories;
  return only && more.length === 0 ? ownWords(only, clock) : digestOf(stories, all, clock);
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
