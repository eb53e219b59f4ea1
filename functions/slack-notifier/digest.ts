/** Many items in one message: grouped by what they are about, what matters most first. Nothing is left out. */
import { truncate } from '../../shared/text/truncate';
import { type Card, ICONS, type Tone } from './card';
import type { Item } from './item';

/** Some items and the one card that shows them. */
export type Digest = { card: Card; items: Item[] };

type DigestGroup = { about: string; items: Item[]; newest: Item; tone: Tone };

/** Slack takes about 13,000 characters in all, and 3,000 in a section; escaping and JSON add to what is counted here. */
const MAX_DIGEST_CHARACTERS = { message: 9_000, section: 2_300, name: 300, reason: 140 };

const TONE_RANK = Object.keys(ICONS);
const rank = (tone: Tone): number => TONE_RANK.indexOf(tone);

const changedAtMs = ({ card }: Item): number => card.at?.getTime() ?? 0;

/** Of at least one. */
const newestOf = (items: Item[]): Item =>
  items.reduce((latest, item) => (changedAtMs(item) >= changedAtMs(latest) ? item : latest));

const worstTone = (items: Item[]): Tone =>
  items.map(({ card }) => card.tone).sort((one, other) => rank(one) - rank(other))[0] ?? 'info';

function groupsOf(items: Item[]): DigestGroup[] {
  const groups = [...Map.groupBy(items, ({ about }) => about)].map(([about, members]) => {
    return { about, items: members, newest: newestOf(members), tone: worstTone(members) };
  });
  return groups.sort(
    (one, other) => rank(one.tone) - rank(other.tone) || other.items.length - one.items.length,
  );
}

/** `🔴 ALARM: web-1 cpu ×3 — CPU was 97 %, at or above 80 %` */
function groupLine({ items, newest, tone }: DigestGroup): string {
  const { title, summary } = newest.card;
  const reason = summary.startsWith(title) ? summary.slice(title.length).replace(/^ — /, '') : summary;
  const count = items.length > 1 ? ` ×${items.length}` : '';
  const line = `${ICONS[tone]} ${truncate(title, MAX_DIGEST_CHARACTERS.name)}${count}${reason && ` — ${truncate(reason, MAX_DIGEST_CHARACTERS.reason)}`}`;
  return line.replace(/\s+/g, ' ');
}

/** What a line takes at most once it is escaped: `&amp;` for `&`, `\"` for `"`. */
const weightOf = (line: string): number =>
  line.length + 4 * (line.match(/[&<>]/g)?.length ?? 0) + (line.match(/["\\@]/g)?.length ?? 0) + 2;

/** Parts of a list, each no heavier than that; what is heavier by itself is a part of its own. */
function splitByWeight<T>(list: T[], weight: (one: T) => number, maxWeight: number): T[][] {
  const parts: T[][] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const one of list) {
    used += weight(one);
    if (used > maxWeight) {
      parts.push([]);
      used = weight(one);
    }
    parts.at(-1)?.push(one);
  }
  return parts;
}

const common = (items: Item[], fact: string): string => {
  const values = new Set(items.map(({ card }) => card.facts[fact] ?? ''));
  const [value = ''] = values;
  return values.size === 1 ? value : '';
};

function digestOf(groups: DigestGroup[]): Digest {
  const items = groups.flatMap((group) => group.items);
  const critical = items.filter(({ card }) => card.tone === 'critical').length;
  const title = `${items.length} messages at once`;
  const lines = groups.map(groupLine);
  const first = groups
    .slice(0, 3)
    .map(({ newest }) => truncate(newest.card.title, 60))
    .join('; ');
  const card: Card = {
    tone: worstTone(items),
    title,
    summary: `${title}${critical > 0 ? `, ${critical} critical` : ''} — ${first}${groups.length > 3 ? '; …' : ''}`,
    paragraphs: [
      ...splitByWeight(lines, weightOf, MAX_DIGEST_CHARACTERS.section).map((part) => part.join('\n')),
      'Slack takes one message a second, so these are told together.',
    ],
    facts: { Account: common(items, 'Account'), Region: common(items, 'Region') },
    details: [],
    links: [],
    at: newestOf(items).card.at,
  };
  return { card, items };
}

/** The items in as few messages as hold them all, most often one. A single item keeps its own words. */
export function digests(items: Item[]): Digest[] {
  return splitByWeight(
    groupsOf(items),
    (group) => weightOf(groupLine(group)),
    MAX_DIGEST_CHARACTERS.message,
  ).map((groups) => {
    const [only, ...more] = groups.flatMap((group) => group.items);
    return only && more.length === 0 ? { card: only.card, items: [only] } : digestOf(groups);
  });
}
