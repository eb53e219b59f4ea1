import type { Coverage, TrailSettings } from '../../shared/cloudtrail/trail';
import { coverageChanges, settingChanges } from './settings';

const key = 'arn:aws:kms:ap-northeast-2:123456789012:key/1-2';
const good: TrailSettings = {
  multiRegion: true,
  globalEvents: true,
  validation: true,
  organization: true,
  kmsKey: key,
  bucket: 'logs',
  logGroup: 'arn:logs',
};
const all: Coverage = { reads: true, writes: true, filters: [] };
const off: Coverage = { reads: false, writes: false, filters: [] };
const withoutKms: Coverage = { ...all, filters: ['eventSource is not kms.amazonaws.com'] };

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
  ])('says of %j that before is not known, and takes the worse for true: %p', (now, weaker) => {
    expect(settingChanges(now, undefined)).toMatchObject([{ before: 'not known', weaker }]);
  });
});

describe('coverageChanges', () => {
  it.each<[string, Coverage, Coverage | undefined, boolean]>([
    ['management events off', off, all, true],
    ['reads only', { ...all, writes: false }, all, true],
    ['writes only', { ...all, reads: false }, all, true],
    ['a new filter', withoutKms, all, true],
    ['a filter less', all, withoutKms, false],
    ['all again', all, off, false],
    ['off, with nothing known from before', off, undefined, true],
    ['all, with nothing known from before', all, undefined, false],
  ])('judges %s', (_, now, before, weaker) => {
    expect(coverageChanges(now, before, false)).toMatchObject([{ setting: 'Management events', weaker }]);
  });

  it('finds nothing when it stays as it was, or was not named', () => {
    expect(coverageChanges(withoutKms, withoutKms, false)).toEqual([]);
    expect(coverageChanges(undefined, all, false)).toEqual([]);
  });

  it('lets the stack’s own data trail record no management events', () => {
    expect(coverageChanges(off, all, true)).toEqual([
      { setting: 'Management events', now: 'off', before: 'all', weaker: false },
    ]);
  });
});
