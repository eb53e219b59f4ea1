/** What event selectors record, in words and beside others. What cannot be shown to be recorded counts as not recorded. */
import { isDeepStrictEqual } from 'node:util';
import type { Condition, Selector } from './selectors';

/** Whether whatever fulfils the one fulfils the other. Of an operator that is not known only if they are the same. */
function implies(one: Condition, other: Condition): boolean {
  if (one.field !== other.field) return false;
  const each = (fits: (value: string, others: string) => boolean): boolean =>
    one.values.every((value) => other.values.some((others) => fits(value, others)));
  const none = (fits: (value: string, others: string) => boolean): boolean =>
    !one.values.some((value) => other.values.some((others) => fits(value, others)));
  /** Whatever the other shuts out, the one does. */
  const shutsOut = (fits: (others: string, value: string) => boolean): boolean =>
    one.operator === other.operator &&
    other.values.every((others) => one.values.some((value) => fits(others, value)));
  const isEqual = (a: string, b: string): boolean => a === b;
  const begins = (a: string, b: string): boolean => a.startsWith(b);
  const ends = (a: string, b: string): boolean => a.endsWith(b);
  const isOne = one.operator === 'equals';
  switch (other.operator) {
    case 'equals':
      return isOne && each(isEqual);
    case 'startsWith':
      return (isOne || one.operator === 'startsWith') && each(begins);
    case 'endsWith':
      return (isOne || one.operator === 'endsWith') && each(ends);
    case 'notEquals':
      return isOne ? none(isEqual) : shutsOut(isEqual);
    case 'notStartsWith':
      return isOne ? none(begins) : shutsOut(begins);
    case 'notEndsWith':
      return isOne ? none(ends) : shutsOut(ends);
    default:
      return isDeepStrictEqual(one, other);
  }
}

const covers = (wide: Selector, narrow: Selector): boolean =>
  wide.category === narrow.category &&
  wide.conditions.every((condition) => narrow.conditions.some((one) => implies(one, condition)));

const ONE_OF = ['equals', 'startsWith', 'endsWith'];
/** A trail has 500 values at most; what would be more parts than this is left together. */
const MAX_PARTS = 5_000;

/** The same in parts of one value each, reads and writes apart: several selectors may cover one together. */
function partsOf({ category, conditions }: Selector): Selector[] {
  const isSplit = conditions.some(({ field }) => field === 'readOnly');
  const both: Condition = { field: 'readOnly', operator: 'equals', values: ['false', 'true'] };
  let parts: Condition[][] = [[]];
  for (const condition of isSplit ? conditions : [both, ...conditions]) {
    const isListed =
      ONE_OF.includes(condition.operator) && parts.length * condition.values.length <= MAX_PARTS;
    const values = isListed ? condition.values.map((value) => [value]) : [condition.values];
    parts = parts.flatMap((part) => values.map((list) => [...part, { ...condition, values: list }]));
  }
  return parts.map((part) => ({ category, conditions: part }));
}

/** Whether every event that was recorded before certainly is now. */
export const recordsNoLess = (now: Selector[], before: Selector[]): boolean =>
  before.flatMap(partsOf).every((part) => now.some((one) => covers(one, part)));

const OPERATORS: Record<string, string> = {
  equals: 'is',
  notEquals: 'is not',
  startsWith: 'starts with',
  notStartsWith: 'does not start with',
  endsWith: 'ends with',
  notEndsWith: 'does not end with',
};

function selectorText({ conditions }: Selector): string {
  const [kind] = conditions.find(({ field }) => field === 'readOnly')?.values ?? [];
  const kinds = kind === undefined ? 'all' : kind === 'true' ? 'read only' : 'write only';
  const filters = conditions
    .filter(({ field }) => field !== 'readOnly')
    .map(
      ({ field, operator, values }) => `${field} ${OPERATORS[operator] ?? operator} ${values.join(' or ')}`,
    );
  return filters.length === 0 ? kinds : `${kinds}, where ${filters.sort().join(' and ')}`;
}

/** `all`, `read only`, `off`, with the filters. What another selector records anyway is left out. */
export function recordedText(selectors: Selector[], category: string): string {
  const ours = selectors.filter((one) => one.category === category);
  const texts = new Map(ours.map((one) => [selectorText(one), one]));
  const needed = [...texts].filter(
    ([text, one]) => ![...texts].some(([other, wide]) => other !== text && covers(wide, one)),
  );
  return needed.length === 0
    ? 'off'
    : needed
        .map(([text]) => text)
        .sort()
        .join(' or ');
}
