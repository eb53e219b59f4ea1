/**
 * What rang together again and again: a candidate for one composite alarm. Two alarms did when each of them went into ALARM
 * within five minutes of the other, at least three times, and at four of five of all its rings. Alarms that are part of one composite
 * alarm already are left out, and so is a moment in which more rang than anybody could put into a rule.
 */
import { MINUTE_MS } from '../../../shared/text/duration';
import type { ChangeRecord, Reading } from '../reading';
import { childrenOf, compositesOf } from './composite';
import { msOf, withoutParents } from './rings';

const RULE = { withinMs: 5 * MINUTE_MS, least: 3, leastShare: 0.8, mostAtOnce: 50 } as const;

/** `times`: how often they did so, of the pair that did so least. */
export type Together = { alarms: string[]; times: number };

/** `first` and `second` are the newest ring of each that was counted, so that none counts twice. */
type Pair = { names: [string, string]; counts: [number, number]; last: [number, number] };

type Begin = { alarm: string; at: number };

/** When alarms went into ALARM, the earliest first. */
const begins = (changes: ChangeRecord[], composites: Set<string>): Begin[] =>
  changes
    .filter(({ to, alarm }) => to === 'ALARM' && !composites.has(alarm))
    .map(({ alarm, at }) => ({ alarm, at: msOf(at) }))
    .sort((one, other) => one.at - other.at);

/** Those around which not everything rang. */
function withoutStorms(rings: Begin[]): Begin[] {
  let [first, end] = [0, 0];
  return rings.filter(({ at }) => {
    while (at - (rings[first]?.at ?? at) > RULE.withinMs) first += 1;
    while ((rings[end]?.at ?? Number.POSITIVE_INFINITY) - at <= RULE.withinMs) end += 1;
    return end - first <= RULE.mostAtOnce;
  });
}

function count(pairs: Map<string, Pair>, one: [string, number], other: [string, number]): void {
  const [[first, firstRing], [second, secondRing]] = one[0] < other[0] ? [one, other] : [other, one];
  const key = `${first}\n${second}`;
  const pair = pairs.get(key) ?? { names: [first, second], counts: [0, 0], last: [-1, -1] };
  if (firstRing > pair.last[0]) pair.counts[0] += 1;
  if (secondRing > pair.last[1]) pair.counts[1] += 1;
  pair.last = [Math.max(firstRing, pair.last[0]), Math.max(secondRing, pair.last[1])];
  pairs.set(key, pair);
}

function pairsOf(rings: Begin[]): Map<string, Pair> {
  const pairs = new Map<string, Pair>();
  for (const [index, { alarm, at }] of rings.entries()) {
    for (let next = index + 1; next < rings.length; next += 1) {
      const other = rings[next];
      if (!other || other.at - at > RULE.withinMs) break;
      if (other.alarm !== alarm) count(pairs, [alarm, index], [other.alarm, next]);
    }
  }
  return pairs;
}

type Group = { alarms: Set<string>; times: number };

/** The smaller one becomes part of the larger one. */
function joined(one: Group, other: Group, groups: Map<string, Group>): Group {
  const [small, large] = one.alarms.size < other.alarms.size ? [one, other] : [other, one];
  for (const name of small.alarms) {
    large.alarms.add(name);
    groups.set(name, large);
  }
  large.times = Math.min(large.times, small.times);
  return large;
}

/** Whoever is bound to one of a group belongs to it. */
function groupsOf(pairs: { names: [string, string]; times: number }[]): Together[] {
  const groups = new Map<string, Group>();
  for (const { names, times } of pairs) {
    const [one, other] = names.map((name) => {
      const group = groups.get(name) ?? { alarms: new Set([name]), times };
      groups.set(name, group);
      return group;
    });
    if (!one || !other) continue;
    const group = one === other ? one : joined(one, other, groups);
    group.times = Math.min(group.times, times);
  }
  return [...new Set(groups.values())].map((group) => ({ ...group, alarms: [...group.alarms].sort() }));
}

/** The most frequent first. */
export function togetherOf(reading: Reading): Together[] {
  const rules = compositesOf(reading);
  const rings = begins(withoutParents(reading.changes), new Set(rules.map(({ name }) => name)));
  const totals = Map.groupBy(rings, ({ alarm }) => alarm);
  const combined = rules.map((one) => new Set(childrenOf(one)));
  const bound = [...pairsOf(withoutStorms(rings)).values()]
    .map(({ names, counts }) => ({ names, times: Math.min(...counts) }))
    .filter(({ names, times }) => {
      const all = Math.max(...names.map((name) => totals.get(name)?.length ?? 0));
      const isCombined = combined.some((children) => names.every((name) => children.has(name)));
      return times >= RULE.least && times >= RULE.leastShare * all && !isCombined;
    });
  return groupsOf(bound).sort(
    (one, other) => other.times - one.times || (one.alarms[0] ?? '').localeCompare(other.alarms[0] ?? ''),
  );
}
