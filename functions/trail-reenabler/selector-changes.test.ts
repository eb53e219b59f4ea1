import fc from 'fast-check';
import type { Selector } from '../../shared/cloudtrail/selectors';
import { anyChange, lost } from '../../test/recorded-events';
import { selectorChanges } from './selector-changes';

const selector = (category: string, ...conditions: Selector['conditions']): Selector => ({
  category,
  conditions,
});
const readOnly = (...values: string[]) => ({ field: 'readOnly', operator: 'equals', values });
const starts = (...values: string[]) => ({ field: 'resources.ARN', operator: 'startsWith', values });
const of = (type: string) => ({ field: 'resources.type', operator: 'equals', values: [type] });
const all = [selector('Management')];
const withoutKms = [
  selector('Management', { field: 'eventSource', operator: 'notEquals', values: ['kms.amazonaws.com'] }),
];
const objects = selector('Data', of('AWS::S3::Object'));
const calls = selector('Data', of('AWS::Lambda::Function'));

describe('selectorChanges', () => {
  it.each<[string, Selector[], Selector[], boolean]>([
    ['management events off', [], all, true],
    ['reads only', [selector('Management', readOnly('true'))], all, true],
    ['writes only', [selector('Management', readOnly('false'))], all, true],
    ['a new filter', withoutKms, all, true],
    ['a filter less', all, withoutKms, false],
    ['all again', all, [], false],
    ['data events off', all, [...all, objects], true],
    ['data events of fewer types', [objects], [objects, calls], true],
    ['data events of more types', [objects, calls], [objects], false],
    ['network activity events off', all, [...all, selector('NetworkActivity')], true],
    ['events of a category that is new off', all, [...all, selector('Tomorrow')], true],
  ])('judges %s', (_, now, before, weaker) => {
    expect(selectorChanges(now, before, false)).toMatchObject([{ weaker }]);
  });

  it('takes a trail that is not known from before to have recorded all management events, and knows of no others', () => {
    const others = [
      { setting: 'Data events', now: 'off', before: 'not known', weaker: 'not known' },
      { setting: 'Network activity events', now: 'off', before: 'not known', weaker: 'not known' },
    ];
    expect(selectorChanges(all, undefined, false)).toEqual([
      { setting: 'Management events', now: 'all', before: 'not known', weaker: false },
      ...others,
    ]);
    expect(selectorChanges(withoutKms, undefined, false)).toMatchObject([{ weaker: true }, ...others]);
  });

  it('finds nothing when all stays as it was', () => {
    expect(selectorChanges([...withoutKms, objects], [objects, ...withoutKms], false)).toEqual([]);
  });

  it('knows nothing of selectors that could not be read', () => {
    expect(selectorChanges(undefined, all, false)).toEqual([
      { setting: 'Event selectors', now: 'not known', before: 'not known', weaker: 'not known' },
    ]);
  });

  it.each<[string, Selector[], Selector[]]>([
    [
      'two folders, and one whose name looks like them',
      [selector('Data', starts('b/x or b/y'))],
      [selector('Data', starts('b/x', 'b/y'))],
    ],
    [
      'reads and writes, and writes alone',
      [selector('Data', readOnly('false'))],
      [selector('Data', readOnly('false', 'true'))],
    ],
  ])('tells apart %s', (_, now, before) => {
    expect(selectorChanges(now, before, false)).toMatchObject([{ weaker: true }]);
  });

  it('finds what is weaker whenever less is recorded, and shows no two that read the same', () => {
    fc.assert(
      fc.property(anyChange, ({ before, now }) => {
        const changes = selectorChanges(now, before, false);
        expect(changes.filter((change) => change.now === change.before)).toEqual([]);
        if (changes.every(({ weaker }) => weaker === false)) expect(lost(now, before)).toEqual([]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('lets the stack’s own data trail record no management events', () => {
    expect(selectorChanges([objects], [...all, objects], true)).toEqual([
      { setting: 'Management events', now: 'off', before: 'all', weaker: false },
    ]);
    expect(selectorChanges([objects], undefined, true).map(({ weaker }) => weaker)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it('does not let it leave out buckets', () => {
    expect(selectorChanges([], [objects], true)).toMatchObject([
      { setting: 'Data events', now: 'off', weaker: true },
    ]);
    expect(selectorChanges([], undefined, true)).toMatchObject([
      { setting: 'Management events', weaker: false },
      { setting: 'Data events', weaker: 'not known' },
      { setting: 'Network activity events', weaker: false },
    ]);
  });
});
