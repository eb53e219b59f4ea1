/** A line of a digest, and how many of them fit into something. */
import type { Severity } from '../../../shared/notification';

/** `text` is behind the name, a headline, which leads to `url` where there is one. */
export type DigestLine = { severity: Severity; name: string; url: string | undefined; text: string };

const count = (pattern: RegExp, text: string): number => text.match(pattern)?.length ?? 0;

/** What a line takes at most once it is escaped: `&amp;` for `&`, `\"` for `"`, in an address `%E3%80%80` for a space. */
export function weightOf({ name, text, url = '' }: DigestLine): number {
  const words = name + text;
  const escaped = 4 * count(/[&<>]/g, words) + count(/["\\@]/g, words) + 8 * count(/[<>|@\s"\\]/g, url);
  return words.length + url.length + escaped + 10;
}

/**
 * Parts of a list, each no heavier than that; what is heavier by itself is a part of its own. What is alone is not weighed:
 * of an alarm that would put its times into words, which takes long the first time, before Slack has it.
 */
export function splitByWeight<T>(list: T[], weight: (one: T) => number, maxWeight: number): T[][] {
  if (list.length < 2) return list.map((one) => [one]);
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
