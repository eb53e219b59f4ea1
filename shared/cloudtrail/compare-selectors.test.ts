import fc from 'fast-check';
import { all, data, is, management, notKms, s3 } from '../../test/event-selectors';
import { recordsNoLess } from './compare-selectors';
import {
  type AdvancedField,
  advancedSelectors,
  basicSelectors,
  type Condition,
  type Selector,
} from './selectors';

const arnStarts = (...values: string[]): AdvancedField => ({
  field: 'resources.ARN',
  conditions: { startsWith: values },
});

describe('recordsNoLess', () => {
  const lambda = is('resources.type', 'AWS::Lambda::Function');
  const objects = is('resources.type', 'AWS::S3::Object');
  const network: AdvancedField[] = [
    is('eventCategory', 'NetworkActivity'),
    is('eventSource', 'ec2.amazonaws.com'),
  ];
  const unknown = (value: string): AdvancedField => ({ field: 'eventName', conditions: { like: [value] } });
  it.each<[string, AdvancedField[][], AdvancedField[][], boolean]>([
    ['the same', [[management], [data, objects]], [[data, objects], [management]], true],
    ['all data events gone', [[management], [data, objects]], [[management]], false],
    [
      'one type of resource gone',
      [
        [data, objects],
        [data, lambda],
      ],
      [[data, objects]],
      false,
    ],
    [
      'a type more',
      [[data, objects]],
      [
        [data, objects],
        [data, lambda],
      ],
      true,
    ],
    ['one bucket for all', [[data, objects]], [[data, objects, arnStarts('arn:aws:s3:::a/')]], false],
    ['all buckets for one', [[data, objects, arnStarts('arn:aws:s3:::a/')]], [[data, objects]], true],
    [
      'a folder for its bucket',
      [[data, objects, arnStarts('a/')]],
      [[data, objects, arnStarts('a/b/')]],
      false,
    ],
    [
      'a bucket for its folder',
      [[data, objects, arnStarts('a/b/')]],
      [[data, objects, arnStarts('a/')]],
      true,
    ],
    ['one of two buckets gone', [[data, arnStarts('a/', 'b/')]], [[data, arnStarts('a/')]], false],
    [
      'two selectors for one',
      [[data, arnStarts('a/', 'b/')]],
      [
        [data, arnStarts('a/')],
        [data, arnStarts('b/')],
      ],
      true,
    ],
    [
      'reads and writes apart',
      [[management]],
      [
        [management, is('readOnly', 'true')],
        [management, is('readOnly', 'false')],
      ],
      true,
    ],
    ['writes alone', [[management]], [[management, is('readOnly', 'false')]], false],
    ['network events gone', [network], [], false],
    ['a source shut out', [[management]], [[management, notKms]], false],
    ['a source let in', [[management, notKms]], [[management]], true],
    ['an operator that nobody knows, as before', [[data, unknown('a')]], [[data, unknown('a')]], true],
    ['an operator that nobody knows, changed', [[data, unknown('a')]], [[data, unknown('b')]], false],
  ])('judges %s', (_, before, now, expected) => {
    expect(recordsNoLess(advancedSelectors(now), advancedSelectors(before))).toBe(expected);
  });

  it.each([
    ['basic and advanced that say the same', s3('arn:aws:s3'), [[data, objects]], true],
    [
      'basic for one bucket, advanced for another',
      s3('arn:aws:s3:::a/'),
      [[data, objects, arnStarts('arn:aws:s3:::b/')]],
      false,
    ],
  ])('compares %s', (_, resources, now, expected) => {
    const before = basicSelectors([{ ...all, management: false, data: resources }]);
    expect(recordsNoLess(advancedSelectors(now), before)).toBe(expected);
  });

  const word: fc.Arbitrary<string> = fc.constantFrom('a', 'ab', 'abc', 'b', 'ba', 'c');
  const operator = fc.constantFrom(
    'equals',
    'notEquals',
    'startsWith',
    'notStartsWith',
    'endsWith',
    'notEndsWith',
  );
  const field = fc.constantFrom('x', 'y');
  const condition: fc.Arbitrary<Condition> = fc.record({
    field,
    operator,
    values: fc.array(word, { minLength: 1, maxLength: 3 }),
  });
  const kind = fc
    .constantFrom('true', 'false')
    .map((value): Condition => ({ field: 'readOnly', operator: 'equals', values: [value] }));
  const selectors: fc.Arbitrary<Selector[]> = fc.array(
    fc.record({
      category: fc.constantFrom('Management', 'Data'),
      conditions: fc
        .tuple(fc.array(condition, { maxLength: 3 }), fc.option(kind))
        .map(([list, one]) => (one ? [...list, one] : list)),
    }),
    { maxLength: 4 },
  );
  const fits = (value: string, { operator, values }: Condition): boolean => {
    const test = {
      equals: (v: string) => value === v,
      startsWith: (v: string) => value.startsWith(v),
      endsWith: (v: string) => value.endsWith(v),
    };
    const positive = operator.replace(/^not(.)/, (_, first: string) => first.toLowerCase());
    const found = values.some(
      positive === 'equals' ? test.equals : positive === 'startsWith' ? test.startsWith : test.endsWith,
    );
    return operator.startsWith('not') ? !found : found;
  };

  const pairs = ['a', 'ab', 'abc', 'b', 'ba', 'bab', 'c', 'd'].flatMap((x) =>
    ['a', 'ab', 'abc', 'b', 'ba', 'cc'].map((y) => ({ x, y })),
  );
  const events = pairs.flatMap((pair) => ['true', 'false'].map((readOnly) => ({ ...pair, readOnly })));
  const fieldOf = (event: (typeof events)[number], field: string) =>
    new Map(Object.entries(event)).get(field) ?? '';
  /** What of all events the selectors record. */
  const recorded = (list: Selector[]): string[] =>
    list.flatMap(({ category, conditions }) =>
      events
        .filter((event) => conditions.every((one) => fits(fieldOf(event, one.field), one)))
        .map((event) => `${category} ${JSON.stringify(event)}`),
    );

  it('is never said while an event that was recorded is not any more', () => {
    let said = 0;
    fc.assert(
      fc.property(selectors, selectors, (before, now) => {
        if (before.length === 0 || !recordsNoLess(now, before)) return;
        said += 1;
        const after = new Set(recorded(now));
        expect(recorded(before).filter((event) => !after.has(event))).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    expect(said).toBeGreaterThan(20);
  });

  it('is said of every list beside itself', () => {
    fc.assert(fc.property(selectors, (list) => expect(recordsNoLess([...list].reverse(), list)).toBe(true)));
  });
});
