import fc from 'fast-check';
import { all, data, is, management, notKms, s3 } from '../../test/event-selectors';
import { anyChange, anySelectors, lost } from '../../test/recorded-events';
import { recordedText, recordsNoLess } from './compare-selectors';
import { type AdvancedField, advancedSelectors, basicSelectors } from './selectors';

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
  const either: AdvancedField = {
    field: 'resources.ARN',
    conditions: { startsWith: ['a/'], equals: ['b'] },
  };
  const mixed: AdvancedField = {
    field: 'resources.ARN',
    conditions: { startsWith: ['a/'], notEquals: ['a/b'] },
  };
  const orUnknown: AdvancedField = { field: 'eventName', conditions: { equals: ['a'], like: ['b'] } };
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
    ['two ways in for one of them', [[data, either]], [[data, arnStarts('a/')]], false],
    [
      'two ways in for both, apart',
      [[data, either]],
      [
        [data, arnStarts('a/')],
        [data, is('resources.ARN', 'b')],
      ],
      true,
    ],
    ['one way in for two', [[data, arnStarts('a/')]], [[data, either]], true],
    ['two ways in for both of two fields', [[data, either, objects]], [[data, either]], true],
    ['a way in that is also shut out', [[data, arnStarts('a/')]], [[data, mixed]], false],
    [
      'one value for the two that it looks like',
      [[data, arnStarts('b/x', 'b/y')]],
      [[data, arnStarts('b/x or b/y')]],
      false,
    ],
    [
      'reads and writes in one for writes',
      [[data, is('readOnly', 'true', 'false')]],
      [[data, is('readOnly', 'false')]],
      false,
    ],
    ['all for reads and writes in one', [[data]], [[data, is('readOnly', 'true', 'false')]], true],
    ['an operator that nobody knows for none', [[data, unknown('a')]], [[data]], true],
    [
      'an operator that nobody knows beside one way in',
      [[data, orUnknown]],
      [[data, is('eventName', 'a')]],
      false,
    ],
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

  it('is never said while an event that was recorded is not any more', () => {
    let said = 0;
    fc.assert(
      fc.property(anyChange, ({ before, now }) => {
        if (before.length === 0 || !recordsNoLess(now, before)) return;
        said += 1;
        expect(lost(now, before)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
    expect(said).toBeGreaterThan(100);
  });

  it('shows no less than is recorded: what is left out of the text another records', () => {
    fc.assert(
      fc.property(anySelectors, (list) => {
        for (const category of ['Management', 'Data']) {
          const isOff = recordedText(list, category) === 'off';
          expect(isOff).toBe(list.every((one) => one.category !== category));
        }
      }),
    );
  });

  it('is said of every list beside itself', () => {
    fc.assert(
      fc.property(anySelectors, (list) => expect(recordsNoLess([...list].reverse(), list)).toBe(true)),
    );
  });
});

describe('recordedText', () => {
  it.each<[string, AdvancedField[][], string]>([
    ['reads and writes in one', [[data, is('readOnly', 'true', 'false')]], 'all'],
    ['two values', [[data, is('x', 'a', 'b')]], 'all, where x is a or b'],
    ['one value that looks like two', [[data, is('x', 'a or b')]], 'all, where x is "a or b"'],
    [
      'two ways in and one out',
      [[data, { field: 'x', conditions: { equals: ['a'], startsWith: ['b'], notEndsWith: ['c'] } }]],
      'all, where x does not end with c and x is a or starts with b',
    ],
    [
      'two selectors that cover each other',
      [
        [data, { field: 'x', conditions: { startsWith: ['a'] } }],
        [data, { field: 'x', conditions: { startsWith: ['a', 'ab'] } }],
      ],
      'all, where x starts with a or ab',
    ],
    [
      'an operator with the name of a method',
      [[data, { field: 'x', conditions: { toString: ['a'] } }]],
      'all, where x toString a',
    ],
  ])('shows %s', (_, selectors, expected) => {
    expect(recordedText(advancedSelectors(selectors), 'Data')).toBe(expected);
  });
});
