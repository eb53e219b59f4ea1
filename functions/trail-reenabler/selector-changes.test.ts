import type { Selector } from '../../shared/cloudtrail/selectors';
import { selectorChanges } from './selector-changes';

const selector = (category: string, ...conditions: Selector['conditions']): Selector => ({
  category,
  conditions,
});
const readOnly = (value: string) => ({ field: 'readOnly', operator: 'equals', values: [value] });
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

  it('finds nothing when all stays as it was, or nothing was named', () => {
    expect(selectorChanges([...withoutKms, objects], [objects, ...withoutKms], false)).toEqual([]);
    expect(selectorChanges(undefined, all, false)).toEqual([]);
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
