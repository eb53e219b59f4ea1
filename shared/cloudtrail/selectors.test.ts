import { all, data, is, management, notKms, s3 } from '../../test/event-selectors';
import { recordedText } from './compare-selectors';
import {
  type AdvancedField,
  advancedSelectors,
  basicSelectors,
  recordsWrites,
  type Selector,
} from './selectors';

describe('basicSelectors', () => {
  it.each([
    ['the default', [all], 'all', 'off'],
    ['reads only', [{ ...all, readWrite: 'ReadOnly' }], 'read only', 'off'],
    ['writes only', [{ ...all, readWrite: 'WriteOnly' }], 'write only', 'off'],
    ['no selector', [], 'off', 'off'],
    [
      'without KMS',
      [{ ...all, excluded: ['kms.amazonaws.com'] }],
      'all, where eventSource is not kms.amazonaws.com',
      'off',
    ],
    [
      'data events alone',
      [{ ...all, management: false, data: s3('arn:aws:s3:::logs/') }],
      'off',
      'all, where resources.ARN starts with arn:aws:s3:::logs/ and resources.type is AWS::S3::Object',
    ],
    [
      'data events of every bucket',
      [{ ...all, readWrite: 'WriteOnly', data: s3('arn:aws:s3') }],
      'write only',
      'write only, where resources.type is AWS::S3::Object',
    ],
    ['a type without resources', [{ ...all, data: s3() }], 'all', 'off'],
  ])('reads %s', (_, selectors, managed, ofData) => {
    const read = basicSelectors(selectors);
    expect([recordedText(read, 'Management'), recordedText(read, 'Data')]).toEqual([managed, ofData]);
  });
});

describe('advancedSelectors', () => {
  it.each<[string, AdvancedField[][], string]>([
    ['all management events', [[management]], 'all'],
    ['reads only', [[management, is('readOnly', 'true')]], 'read only'],
    ['writes only', [[management, is('readOnly', 'false')]], 'write only'],
    ['data events alone', [[data]], 'off'],
    ['without KMS', [[management, notKms]], 'all, where eventSource is not kms.amazonaws.com'],
    ['a filter beside a selector that takes all', [[management, notKms], [management]], 'all'],
    [
      'two filters',
      [
        [
          management,
          is('readOnly', 'false'),
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
    expect(recordedText(advancedSelectors(selectors), 'Management')).toBe(expected);
  });
});

describe('recordsWrites', () => {
  it.each<[string, Selector[], boolean]>([
    ['all', basicSelectors([all]), true],
    ['writes only', basicSelectors([{ ...all, readWrite: 'WriteOnly' }]), true],
    ['reads only', basicSelectors([{ ...all, readWrite: 'ReadOnly' }]), false],
    ['data events', advancedSelectors([[data]]), false],
    ['nothing', [], false],
  ])('of %s', (_, selectors, expected) => {
    expect(recordsWrites(selectors)).toBe(expected);
  });
});
