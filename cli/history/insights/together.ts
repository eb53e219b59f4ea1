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

/** Two alarms, the earlier one by name first. */
type Pair = { names: [string, string]; times: number };

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

/** The places of all that rang so near to this one, the earliest first. */
function* around(rings: Begin[], place: number): Generator<number> {
  const at = rings[place]?.at ?? 0;
  let near = place;
  while (at - (rings[near - 1]?.at ?? Number.NEGATIVE_INFINITY) <= RULE.withinMs) near -= 1;
  for (; (rings[near]?.at ?? Number.POSITIVE_INFINITY) - at <= RULE.withinMs; near += 1) yield near;
}

/** So many rings of each had one of the other near; the last that was counted has this place. */
type Met = { own: { count: number; last: number }; theirs: { count: number; last: number } };

function count(met: Met[keyof Met], place: number): void {
  if (place > met.last) met.count += 1;
  met.last = Math.max(place, met.last);
}

/** With one alarm at a time: of thousands all pairs at once would take hundreds of megabytes. */
function* pairsWith(alarm: string, places: number[], rings: Begin[]): Generator<Pair> {
  const partners = new Map<string, Met>();
  for (const place of places) {
    for (const near of around(rings, place)) {
      const other = rings[near]?.alarm ?? '';
      if (other <= alarm) continue;
      const met = partners.get(other) ?? { own: { count: 0, last: -1 }, theirs: { count: 0, last: -1 } };
      count(met.own, place);
      count(met.theirs, near);
      partners.set(other, met);
    }
  }
  for (const [other, { own, theirs }] of partners) {
    yield { names: [alarm, other], times: Math.min(own.count, theirs.count) };
  }
}

function* pairsOf(rings: Begin[]): Generator<Pair> {
  const places = Map.groupBy(rings.keys(), (place) => rings[place]?.alarm ?? '');
  for (const [alarm, own] of places) yield* pairsWith(alarm, own, rings);
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
function groupsOf(pairs: Iterable<Pair>): Together[] {
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
  const totals = new Map(
    [...Map.groupBy(rings, ({ alarm }) => alarm)].map(([name, { length }]) => [name, length]),
  );
  const combined = rules.map((one) => new Set(childrenOf(one)));
  const isBound = ({ names, times }: Pair): boolean => {
    const all = Math.max(...names.map((name) => totals.get(name) ?? 0));
    const isCombined = combined.some((children) => names.every((name) => children.has(name)));
    return times >= RULE.least && times >= RULE.leastShare * all && !isCombined;
  };
  const bound: Pair[] = [];
  for (const pair of pairsOf(withoutStorms(rings))) if (isBound(pair)) bound.push(pair);
  return groupsOf(bound).sort(
    (one, other) => other.times - one.times || (one.alarms[0] ?? '').localeCompare(other.alarms[0] ?? ''),
  );
}
