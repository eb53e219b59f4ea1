/** What event selectors record, in words and beside others. What cannot be shown to be recorded counts as not recorded. */
import { isDeepStrictEqual } from 'node:util';
import { trailsWords } from '../words/trails';
import { implies } from './implies';
import type { Condition, Selector } from './selectors';

/** These admit events, the other operators shut out. */
const ADMITTING = ['equals', 'startsWith', 'endsWith'];
/** A trail has 500 values at most; what would be more parts than this is left together. */
const MAX_PARTS = 5_000;

const OPERATORS = ['equals', 'notEquals', 'startsWith', 'notStartsWith', 'endsWith', 'notEndsWith'] as const;
const knownOperator = ({ operator }: Condition) => OPERATORS.find((one) => one === operator);
const isKnown = (condition: Condition): boolean => knownOperator(condition) !== undefined;
const isAdmitting = ({ operator }: Condition): boolean => ADMITTING.includes(operator);

/**
 * The same in parts, of which an event is to fulfil one: all conditions of it. Of the conditions of a field that admit one is
 * enough, so each part has one of them, of one value; those that shut out hold together.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/filtering-data-events.html
 */
function partsOf({ category, conditions }: Selector): Selector[] {
  let parts = [conditions.filter((condition) => !isAdmitting(condition))];
  for (const ofField of Map.groupBy(conditions.filter(isAdmitting), ({ field }) => field).values()) {
    const single = ofField.flatMap((one) => one.values.map((value) => ({ ...one, values: [value] })));
    const choices = parts.length * single.length <= MAX_PARTS ? single : ofField;
    parts = parts.flatMap((part) => choices.map((one) => [...part, one]));
  }
  return parts.map((part) => ({ category, conditions: part }));
}

/** Reads and writes apart: several selectors may cover one together. */
function readsAndWrites(selector: Selector): Selector {
  if (selector.conditions.some(({ field }) => field === 'readOnly')) return selector;
  const both: Condition = { field: 'readOnly', operator: 'equals', values: ['false', 'true'] };
  return { ...selector, conditions: [both, ...selector.conditions] };
}

/** At least what it records: what an operator that is not known leaves of a field nobody can say. */
function atLeast({ category, conditions }: Selector): Selector {
  const unknown = new Set(conditions.filter((one) => !isKnown(one)).map(({ field }) => field));
  return { category, conditions: conditions.filter(({ field }) => !unknown.has(field)) };
}

const covers = (wide: Selector, narrow: Selector): boolean =>
  wide.category === narrow.category &&
  wide.conditions.every((condition) => narrow.conditions.some((one) => implies(one, condition)));

/** Whether every event that was recorded before certainly is now. */
export function recordsNoLess(now: Selector[], before: Selector[]): boolean {
  const changed = before.filter((one) => !now.some((other) => isDeepStrictEqual(one, other)));
  const known = now.filter(({ conditions }) => conditions.every(isKnown)).flatMap(partsOf);
  return changed
    .flatMap((one) => partsOf(readsAndWrites(atLeast(one))))
    .every((part) => known.some((one) => covers(one, part)));
}

/** In quotes where it could be taken for more than one value. */
const valueText = (value: string): string =>
  /[\s"]/.test(value) || value === '' ? JSON.stringify(value) : value;

function conditionText(condition: Condition): string {
  const { operators, or } = trailsWords().recorded;
  const known = knownOperator(condition);
  return `${known ? operators[known] : condition.operator} ${or(condition.values.map(valueText))}`;
}

/** `x is a or starts with b and x is not c` */
function fieldText(field: string, conditions: Condition[]): string[] {
  const admitting = conditions.filter(isAdmitting).map(conditionText).sort();
  const others = conditions.filter((one) => !isAdmitting(one)).map(conditionText);
  return [...(admitting.length > 0 ? [trailsWords().recorded.or(admitting)] : []), ...others].map(
    (text) => `${field} ${text}`,
  );
}

/** `readOnly` is all that `equals` says of it; of two values it is both. */
const isReadOnly = ({ field, operator }: Condition): boolean => field === 'readOnly' && operator === 'equals';

function selectorText({ conditions }: Selector): string {
  const words = trailsWords().recorded;
  const readOnly = new Set(conditions.filter(isReadOnly).flatMap(({ values }) => values));
  const [kind] = readOnly;
  const isBoth = kind === undefined || readOnly.size > 1;
  const kinds = isBoth ? words.all : kind === 'true' ? words.readOnly : words.writeOnly;
  const others = Map.groupBy(
    conditions.filter((one) => !isReadOnly(one)),
    ({ field }) => field,
  );
  const filters = [...others].flatMap(([field, ofField]) => fieldText(field, ofField));
  return filters.length === 0 ? kinds : words.where(kinds, filters.sort());
}

/** `all`, `read only`, `off`, with the filters. What other selectors record anyway is left out. */
export function recordedText(selectors: Selector[], category: string): string {
  const words = trailsWords().recorded;
  let needed = selectors.filter((one) => one.category === category);
  for (const one of needed) {
    const others = needed.filter((other) => other !== one);
    if (recordsNoLess(others, [one])) needed = others;
  }
  return needed.length === 0 ? words.off : words.or([...new Set(needed.map(selectorText))].sort());
}
