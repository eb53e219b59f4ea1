/** Event selectors of every kind, and which of some events they record, as AWS documents it: for property tests. */
import fc from 'fast-check';
import type { Condition, Selector } from '../shared/cloudtrail/selectors';

const word: fc.Arbitrary<string> = fc.constantFrom('a', 'ab', 'abc', 'b', 'ba', 'c', 'a or b');
const operator = fc.constantFrom(
  'equals',
  'notEquals',
  'startsWith',
  'notStartsWith',
  'endsWith',
  'notEndsWith',
);
const condition: fc.Arbitrary<Condition> = fc.record({
  field: fc.constantFrom('x', 'y'),
  operator,
  values: fc.array(word, { minLength: 1, maxLength: 3 }),
});
const kind = fc
  .subarray(['true', 'false'], { minLength: 1 })
  .map((values): Condition => ({ field: 'readOnly', operator: 'equals', values }));
const selector = fc.record({
  category: fc.constantFrom('Management', 'Data'),
  conditions: fc
    .tuple(fc.array(condition, { maxLength: 3 }), fc.option(kind))
    .map(([list, one]) => (one ? [...list, one] : list)),
});
export const anySelectors: fc.Arbitrary<Selector[]> = fc.array(selector, { maxLength: 4 });
/** Another list, and one that differs from the first in a selector or two. */
export const anyChange = fc
  .tuple(anySelectors, anySelectors, fc.array(fc.boolean(), { minLength: 4, maxLength: 4 }))
  .map(([before, others, keep]) => ({
    before,
    now: [...before.filter((_, index) => keep[index]), ...others.slice(0, 2)],
  }));

const words = ['a', 'ab', 'abc', 'b', 'ba', 'bab', 'c', 'd', 'a or b'];
const events = words.flatMap((x) =>
  words.flatMap((y) =>
    ['true', 'false'].map(
      (readOnly) =>
        new Map([
          ['x', x],
          ['y', y],
          ['readOnly', readOnly],
        ]),
    ),
  ),
);
const ADMITS: Record<string, (value: string, wanted: string) => boolean> = {
  equals: (value, wanted) => value === wanted,
  startsWith: (value, wanted) => value.startsWith(wanted),
  endsWith: (value, wanted) => value.endsWith(wanted),
};
/** As AWS says: of the conditions of a field that admit one must hold, of those that shut out none may. */
function isRecorded(event: Map<string, string>, conditions: Condition[]): boolean {
  return [...event].every(([field, value]) => {
    const ofField = conditions.filter((one) => one.field === field);
    const admitting = ofField.filter((one) => one.operator in ADMITS);
    const admits = ({ operator, values }: Condition) =>
      values.some((wanted) => ADMITS[operator]?.(value, wanted) ?? false);
    const shutsOut = ({ operator, values }: Condition) =>
      admits({ field, operator: operator.charAt(3).toLowerCase() + operator.slice(4), values });
    const isOut = ofField.filter((one) => !admitting.includes(one)).some(shutsOut);
    return !isOut && (admitting.length === 0 || admitting.some(admits));
  });
}
/** What of all events the selectors record. */
const recorded = (list: Selector[]): string[] =>
  list.flatMap(({ category, conditions }) =>
    events
      .filter((event) => isRecorded(event, conditions))
      .map((event) => `${category} ${[...event.values()]}`),
  );
/** What was recorded before and is not now. */
export const lost = (now: Selector[], before: Selector[]): string[] => {
  const after = new Set(recorded(now));
  return recorded(before).filter((event) => !after.has(event));
};
