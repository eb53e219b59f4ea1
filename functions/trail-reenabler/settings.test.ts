import type { TrailSettings } from '../../shared/cloudtrail/trail';
import { settingChanges } from './settings';

const key = 'arn:aws:kms:ap-northeast-2:123456789012:key/1-2';
const good: TrailSettings = {
  multiRegion: true,
  globalEvents: true,
  validation: true,
  organization: true,
  recursive: true,
  kmsKey: key,
  bucket: 'logs',
  prefix: 'audit',
  topic: 'arn:told',
  logGroup: 'arn:logs',
  logRole: 'arn:role',
};
describe('settingChanges', () => {
  it.each<[Partial<TrailSettings>, string, string, string]>([
    [{ multiRegion: false }, 'All regions', 'off', 'on'],
    [{ globalEvents: false }, 'Global services', 'off', 'on'],
    [{ validation: false }, 'Log file validation', 'off', 'on'],
    [{ organization: false }, 'Whole organisation', 'off', 'on'],
    [{ recursive: false }, 'Recursive logging', 'off', 'on'],
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

  it.each<[Partial<TrailSettings>, boolean | 'not known']>([
    [{ multiRegion: false }, true],
    [{ multiRegion: true }, false],
    [{ kmsKey: '' }, true],
    [{ kmsKey: key }, 'not known'],
    [{ bucket: 'logs' }, true],
    [{ prefix: '' }, true],
    [{ topic: 'arn:told' }, 'not known'],
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
