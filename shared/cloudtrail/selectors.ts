/** Which events a trail records: its event selectors, basic or advanced, in one form that can be compared. */
import { isDeepStrictEqual } from 'node:util';

/** `operator` as AWS spells it: `equals`, `notStartsWith`. One of the values must fit, or with `not…` none. */
export type Condition = { field: string; operator: string; values: string[] };

/** Of the events of a category (`Management`, `Data`, `NetworkActivity`) those that fulfil all conditions. */
export type Selector = { category: string; conditions: Condition[] };

/**
 * `readWrite` is AWS's `All`, `ReadOnly` or `WriteOnly`; `excluded` are event sources, such as `kms.amazonaws.com`. `data` are
 * types of resources with how their ARNs begin.
 */
export type BasicSelector = {
  readWrite: string;
  management: boolean;
  excluded: string[];
  data: { type: string; values: string[] }[];
};

/** `conditions` by AWS's operator: `{ equals: ['Management'] }`. All of them hold, each for one of its values. */
export type AdvancedField = { field: string; conditions: Record<string, string[]> };

const READ_ONLY: Record<string, string> = { ReadOnly: 'true', WriteOnly: 'false' };
/** `arn:aws:s3` and the like stand for all resources of the service. */
const EVERY_RESOURCE = /^arn:[^:]+:[^:]+:?$/;

const selector = (category: string, conditions: Condition[]): Selector => ({
  category,
  conditions: conditions
    .filter(({ values }) => values.length > 0)
    .map((condition) => ({ ...condition, values: [...new Set(condition.values)].sort() })),
});

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html */
export const basicSelectors = (selectors: BasicSelector[]): Selector[] =>
  selectors.flatMap(({ readWrite, management, excluded, data }) => {
    const kind = READ_ONLY[readWrite];
    const readOnly = { field: 'readOnly', operator: 'equals', values: kind === undefined ? [] : [kind] };
    const source = { field: 'eventSource', operator: 'notEquals', values: excluded };
    const ofData = data
      .filter(({ values }) => values.length > 0)
      .map(({ type, values }) => {
        const begins = values.some((value) => EVERY_RESOURCE.test(value)) ? [] : values;
        return selector('Data', [
          readOnly,
          { field: 'resources.type', operator: 'equals', values: [type] },
          { field: 'resources.ARN', operator: 'startsWith', values: begins },
        ]);
      });
    return [...(management ? [selector('Management', [readOnly, source])] : []), ...ofData];
  });

/** @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedEventSelector.html */
export const advancedSelectors = (selectors: AdvancedField[][]): Selector[] =>
  selectors.flatMap((fields) => {
    const category = fields.find(({ field }) => field === 'eventCategory');
    const conditions = fields
      .filter((one) => one !== category)
      .flatMap(({ field, conditions }) =>
        Object.entries(conditions).map(([operator, values]) => ({ field, operator, values })),
      );
    return (category?.conditions.equals ?? []).map((name) => selector(name, conditions));
  });

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

/** Whether management events that write are recorded, from all or some sources. */
export const recordsWrites = (selectors: Selector[]): boolean =>
  selectors.some(
    ({ category, conditions }) =>
      category === 'Management' &&
      !conditions.some(({ field, values }) => field === 'readOnly' && !values.includes('false')),
  );

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
