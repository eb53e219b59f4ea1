/** A notification as it travels: without secrets, and no longer than anybody will read. */
import { identity, type Notification } from './notification';
import { counted } from './text/plural';
import { redact } from './text/redact';
import { truncate } from './text/truncate';

/** SNS and SQS take 256 kB; an envelope comes around it. */
const MAX_BYTES = 200_000;

/** No receiver shows as much as the first. What is too long in bytes all the same, as control characters are, gets less. */
const BOUNDS = [
  { title: 1_000, text: 4_000, fact: 2_000, facts: 50, line: 300, lines: 60 },
  { title: 1_000, text: 4_000, fact: 300, facts: 20, line: 200, lines: 20 },
  { title: 300, text: 2_000, fact: 100, facts: 20, line: 100, lines: 5 },
];
type Bounds = (typeof BOUNDS)[number];
const MAX_NAME_LENGTH = 300;
const MAX_URL_LENGTH = 2_000;
const MAX_COUNT = { details: 6, links: 10 };

/**
 * Redacted before it is cut: half a secret is not known for one. Of text without end only so much is read as can be
 * shown, and not the word in which reading ends.
 */
function short(text: string, most: number): string {
  const readable = 2 * most + 500;
  const read = text.length > readable ? `${text.slice(0, readable).replace(/\S{0,500}$/, '')} …` : text;
  return truncate(redact(read), most);
}
const shortName = (name: string): string => short(name, MAX_NAME_LENGTH);
const maybeShort = (name: string | undefined): string | undefined => name && shortName(name);

/** What is left out is counted. */
function boundedLines(lines: string[], { line, lines: most }: Bounds): string[] {
  const left = lines.length - most + 1;
  const shown = left > 1 ? [...lines.slice(0, most - 1), `… and ${counted(left, 'more line')}`] : lines;
  return shown.map((one) => short(one, line));
}

const boundedBy = (full: Notification, bounds: Bounds): Notification => ({
  ...full,
  id: identity(full.id),
  incident: identity(full.incident),
  alarm: full.alarm && {
    ...full.alarm,
    name: shortName(full.alarm.name),
    suppressed: maybeShort(full.alarm.suppressed),
    mutedBy: maybeShort(full.alarm.mutedBy),
  },
  title: short(full.title, bounds.title),
  text: short(full.text, bounds.text),
  account: maybeShort(full.account),
  region: maybeShort(full.region),
  facts: Object.fromEntries(
    Object.entries(full.facts)
      .slice(0, bounds.facts)
      .map(([name, value]) => [shortName(name), short(value, bounds.fact)]),
  ),
  links: full.links
    .filter(({ url }) => url.length <= MAX_URL_LENGTH)
    .slice(0, MAX_COUNT.links)
    .map(({ text, url }) => ({ text: shortName(text), url })),
  details: full.details.slice(0, MAX_COUNT.details).map(({ title, lines }) => ({
    title: shortName(title),
    lines: boundedLines(lines, bounds),
  })),
});

const fits = (one: Notification): boolean => Buffer.byteLength(JSON.stringify(one)) <= MAX_BYTES;

/**
 * As it travels: without secrets, no longer than anybody will read, and than SNS and SQS take, whatever it was made
 * from. A cut is marked, as with `…`. Bounded again it has the same id and incident.
 */
export function bounded(full: Notification): Notification {
  let made = full;
  for (const bounds of BOUNDS) {
    made = boundedBy(full, bounds);
    if (fits(made)) break;
  }
  return made;
}
