import type { Selector } from '../../shared/cloudtrail/selectors';
import type { TrailSettings } from '../../shared/cloudtrail/trail';
import { selectorChanges, settingChanges } from './settings';

const key = 'arn:aws:kms:ap-northeast-2:123456789012:key/1-2';
const good: TrailSettings = {
  multiRegion: true,
  globalEvents: true,
  validation: true,
  organization: true,
  kmsKey: key,
  bucket: 'logs',
  prefix: 'audit',
  topic: 'arn:told',
  logGroup: 'arn:logs',
  logRole: 'arn:role',
};
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

describe('settingChanges', () => {
  it.each<[Partial<TrailSettings>, string, string, string]>([
    [{ multiRegion: false }, 'All regions', 'off', 'on'],
    [{ globalEvents: false }, 'Global services', 'off', 'on'],
    [{ validation: false }, 'Log file validation', 'off', 'on'],
    [{ organization: false }, 'Whole organisation', 'off', 'on'],
    [{ kmsKey: '' }, 'Encryption key', 'off', key],
    [{ kmsKey: `${key}3` }, 'Encryption key', `${key}3`, key],
    [{ logGroup: '' }, 'CloudWatch Logs group', 'off', 'arn:logs'],
    [{ bucket: 'theirs' }, 'Bucket', 'theirs', 'logs'],
    [{ prefix: 'elsewhere' }, 'Prefix', 'elsewhere', 'audit'],
    [{ prefix: '' }, 'Prefix', 'none', 'audit'],
    [{ topic: '' }, 'SNS topic', 'off', 'arn:told'],
    [{ topic: 'arn:theirs' }, 'SNS topic', 'arn:theirs', 'arn:told'],
    [{ logRole: 'arn:other' }, 'Role for CloudWatch Logs', 'arn:other', 'arn:role'],
  ])('finds %j weaker', (now, setting, shown, before) => {
    expect(settingChanges(now, good)).toEqual([{ setting, now: shown, before, weaker: true }]);
  });

  it.each<[string, Partial<TrailSettings>, Partial<TrailSettings>]>([
    ['a setting that is switched on', { validation: true }, { validation: false }],
    ['a key where there was none', { kmsKey: key }, { kmsKey: '' }],
    ['a log group where there was none', { logGroup: 'arn:logs' }, { logGroup: '' }],
  ])('does not find %s weaker', (_, now, before) => {
    expect(settingChanges(now, { ...good, ...before })).toMatchObject([{ weaker: false }]);
  });

  it('leaves out what stays as it was, though the call named it', () => {
    expect(settingChanges(good, good)).toEqual([]);
  });

  it.each<[Partial<TrailSettings>, boolean]>([
    [{ multiRegion: false }, true],
    [{ multiRegion: true }, false],
    [{ kmsKey: '' }, true],
    [{ kmsKey: key }, false],
    [{ bucket: 'logs' }, true],
    [{ prefix: '' }, true],
    [{ topic: 'arn:told' }, false],
  ])('says of %j that before is not known, and takes the worse for true: %p', (now, weaker) => {
    expect(settingChanges(now, undefined)).toMatchObject([{ before: 'not known', weaker }]);
  });
});

describe('settingChanges of a setting that nobody knows', () => {
  it('says that it was not compared', () => {
    expect(settingChanges({}, good, ['retention'])).toEqual([
      { setting: 'retention', now: 'set', before: 'not known', weaker: 'not known' },
    ]);
  });
});

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
