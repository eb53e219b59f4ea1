/** A notification as it travels: harmless to whoever shows it, and no longer than anybody will read. */
import { identity, type Notification } from './notification';
import { holdsSecret, shownAddress } from './text/address';
import { withDistinctNames } from './text/distinct';
import { safe, safeLine } from './text/safe';
import { truncate } from './text/truncate';
import { commonWords } from './words/common';

/** SNS and SQS take 256 kB; an envelope comes around it. */
const MAX_BYTES = 200_000;

/** No receiver shows as much as the first. What is too long in bytes all the same, as control characters are, gets less. */
const BOUNDS = [
  { title: 1_000, text: 4_000, fact: 2_000, facts: 50, line: 300, lines: 60 },
  { title: 1_000, text: 4_000, fact: 300, facts: 20, line: 200, lines: 20 },
  { title: 300, text: 2_000, fact: 100, facts: 20, line: 100, lines: 5 },
];
type Bounds = (typeof BOUNDS)[number];
type Link = Notification['links'][number];
const MAX_NAME_LENGTH = 300;
const MAX_URL_LENGTH = 2_000;
const MAX_COUNT = { details: 6, links: 10 };

const name = (text: string): string => safeLine(text, MAX_NAME_LENGTH);
const maybeName = (text: string | undefined): string | undefined => text && name(text);

/** A link that leads nowhere is a fact: hidden in part, or cut. */
const asFact = ({ text, url }: Link): [string, string] => [
  text,
  truncate(shownAddress(url), MAX_NAME_LENGTH),
];
const isFit = ({ url }: Link): boolean => url.length <= MAX_URL_LENGTH && !holdsSecret(url);

function safeFacts({ facts, links }: Notification): Record<string, string> {
  const leftOut = links.filter((link) => !isFit(link)).slice(0, MAX_COUNT.links);
  const entries = Object.entries(facts).slice(0, Math.max(...BOUNDS.map((bounds) => bounds.facts)));
  return withDistinctNames(
    [...entries, ...leftOut.map(asFact)].map(([key, value]) => [name(key), safeLine(value)]),
  );
}

/** Each field by itself: what hides one word of it hides nothing of the others. A private key goes over many lines. */
const safeParts = (full: Notification): Notification => ({
  ...full,
  id: identity(full.id),
  incident: identity(full.incident),
  alarm: full.alarm && {
    ...full.alarm,
    name: name(full.alarm.name),
    label: maybeName(full.alarm.label),
    suppressed: maybeName(full.alarm.suppressed),
    mutedBy: maybeName(full.alarm.mutedBy),
  },
  subject: maybeName(full.subject),
  title: safeLine(full.title),
  text: safe(full.text),
  account: maybeName(full.account),
  region: maybeName(full.region),
  facts: safeFacts(full),
  links: full.links
    .filter(isFit)
    .slice(0, MAX_COUNT.links)
    .map(({ text, url }) => ({ text: name(text), url })),
  details: full.details.slice(0, MAX_COUNT.details).map(({ title, lines }) => ({
    title: name(title),
    lines: lines.length > 0 ? safe(lines.join('\n')).split('\n') : [],
  })),
});

/** What is left out is counted. */
function boundedLines(lines: string[], { line, lines: most }: Bounds): string[] {
  const left = lines.length - most + 1;
  const shown = left > 1 ? [...lines.slice(0, most - 1), commonWords().moreLines(left)] : lines;
  return shown.map((one) => truncate(one, line));
}

const boundedBy = (clean: Notification, bounds: Bounds): Notification => ({
  ...clean,
  title: truncate(clean.title, bounds.title),
  text: truncate(clean.text, bounds.text),
  facts: Object.fromEntries(
    Object.entries(clean.facts)
      .slice(0, bounds.facts)
      .map(([key, value]) => [key, truncate(value, bounds.fact)]),
  ),
  details: clean.details.map(({ title, lines }) => ({ title, lines: boundedLines(lines, bounds) })),
});

const fits = (one: Notification): boolean => Buffer.byteLength(JSON.stringify(one)) <= MAX_BYTES;

/**
 * As it travels: what is foreign in it is made safe, and it is no longer than anybody will read, and than SNS and SQS take.
 * A cut is marked, as with `…`. Bounded again it has the same id and incident.
 */
export function bounded(full: Notification): Notification {
  const clean = safeParts(full);
  let made = clean;
  for (const bounds of BOUNDS) {
    made = boundedBy(clean, bounds);
    if (fits(made)) break;
  }
  return made;
}
