import { type AdvancedSelector, advancedCoverage, basicCoverage, coverageText } from './trail';

const all = { readWrite: 'All', management: true, excluded: [] };
const management: AdvancedSelector = { field: 'eventCategory', conditions: { equals: ['Management'] } };
const readOnly = (value: string): AdvancedSelector => ({
  field: 'readOnly',
  conditions: { equals: [value] },
});
const notKms: AdvancedSelector = {
  field: 'eventSource',
  conditions: { equals: [], notEquals: ['kms.amazonaws.com'] },
};

describe('basicCoverage', () => {
  it.each([
    ['the default', [all], 'all'],
    ['reads only', [{ ...all, readWrite: 'ReadOnly' }], 'read only'],
    ['writes only', [{ ...all, readWrite: 'WriteOnly' }], 'write only'],
    [
      'reads here and writes there',
      [
        { ...all, readWrite: 'ReadOnly' },
        { ...all, readWrite: 'WriteOnly' },
      ],
      'all',
    ],
    ['data events alone', [{ ...all, management: false }], 'off'],
    ['no selector', [], 'off'],
    [
      'without KMS',
      [{ ...all, excluded: ['kms.amazonaws.com'] }],
      'all, where eventSource is not kms.amazonaws.com',
    ],
  ])('reads %s', (_, selectors, expected) => {
    expect(coverageText(basicCoverage(selectors))).toBe(expected);
  });
});

describe('advancedCoverage', () => {
  it.each<[string, AdvancedSelector[][], string]>([
    ['all management events', [[management]], 'all'],
    ['reads only', [[management, readOnly('true')]], 'read only'],
    ['writes only', [[management, readOnly('false')]], 'write only'],
    ['data events alone', [[{ field: 'eventCategory', conditions: { equals: ['Data'] } }]], 'off'],
    ['without KMS', [[management, notKms]], 'all, where eventSource is not kms.amazonaws.com'],
    ['a filter beside a selector that takes all', [[management, notKms], [management]], 'all'],
    [
      'two filters',
      [
        [
          management,
          readOnly('false'),
          notKms,
          { field: 'eventName', conditions: { startsWith: ['Get', 'List'] } },
        ],
      ],
      'write only, where eventName starts with Get or List and eventSource is not kms.amazonaws.com',
    ],
    [
      'an operator that is new',
      [[management, { field: 'x', conditions: { like: ['y'] } }]],
      'all, where x like y',
    ],
  ])('reads %s', (_, selectors, expected) => {
    expect(coverageText(advancedCoverage(selectors))).toBe(expected);
  });
});
