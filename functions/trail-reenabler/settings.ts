/** How a trail is set, in words: what a call has changed, and whether less is recorded or less safely than before. */
import { type Coverage, coverageText, type TrailSettings } from '../../shared/cloudtrail/trail';

/** A setting in words; `before` is `not known` when the poll has not seen the trail yet. */
export type SettingChange = { setting: string; now: string; before: string; weaker: boolean };

const NOT_KNOWN = 'not known';

/** How a setting reads, and when it is weaker than before. */
type SettingRule<T> = {
  setting: string;
  show: (value: T) => string;
  weaker: (now: T, before: T | undefined) => boolean;
};

const onOrOff = (value: boolean): string => (value ? 'on' : 'off');

const flag = (setting: string): SettingRule<boolean> => ({
  setting,
  show: onOrOff,
  weaker: (now, before) => !now && before !== false,
});

/** Off is weaker, and so is another one in place of what was there. */
const reference = (setting: string): SettingRule<string> => ({
  setting,
  show: (value) => value || 'off',
  weaker: (now, before) => (before === undefined ? now === '' : before !== '' && now !== before),
});

const RULES: { [Key in keyof TrailSettings]: SettingRule<TrailSettings[Key]> } = {
  multiRegion: flag('All regions'),
  globalEvents: flag('Global services'),
  validation: flag('Log file validation'),
  organization: flag('Whole organisation'),
  kmsKey: reference('Encryption key'),
  logGroup: reference('CloudWatch Logs group'),
  // Named without being known from before, it may be another one.
  bucket: { setting: 'Bucket', show: (value) => value, weaker: (now, before) => now !== before },
};

function changeOf<T>(rule: SettingRule<T>, now: T | undefined, before: T | undefined): SettingChange[] {
  if (now === undefined || now === before) return [];
  const shown = before === undefined ? NOT_KNOWN : rule.show(before);
  return [{ setting: rule.setting, now: rule.show(now), before: shown, weaker: rule.weaker(now, before) }];
}

/** The settings that differ from before, of those that the call named. */
export function settingChanges(
  now: Partial<TrailSettings>,
  before: TrailSettings | undefined,
): SettingChange[] {
  return [
    ...changeOf(RULES.multiRegion, now.multiRegion, before?.multiRegion),
    ...changeOf(RULES.globalEvents, now.globalEvents, before?.globalEvents),
    ...changeOf(RULES.validation, now.validation, before?.validation),
    ...changeOf(RULES.organization, now.organization, before?.organization),
    ...changeOf(RULES.kmsKey, now.kmsKey, before?.kmsKey),
    ...changeOf(RULES.logGroup, now.logGroup, before?.logGroup),
    ...changeOf(RULES.bucket, now.bucket, before?.bucket),
  ];
}

const FULL_COVERAGE: Coverage = { reads: true, writes: true, filters: [] };

function narrower(now: Coverage, before: Coverage): boolean {
  const filtered =
    (now.reads || now.writes) && now.filters.some((filter) => !before.filters.includes(filter));
  return (before.reads && !now.reads) || (before.writes && !now.writes) || filtered;
}

/**
 * Whether fewer management events are recorded. A trail that is not known from before is taken to have recorded all.
 * @param isDataTrail the stack's own trail for data events, which is to record no others
 */
export function coverageChanges(
  now: Coverage | undefined,
  before: Coverage | undefined,
  isDataTrail: boolean,
): SettingChange[] {
  if (!now) return [];
  const text = coverageText(now);
  const shown = before ? coverageText(before) : NOT_KNOWN;
  if (text === shown) return [];
  const weaker = !isDataTrail && narrower(now, before ?? FULL_COVERAGE);
  return [{ setting: 'Management events', now: text, before: shown, weaker }];
}

/** How the trail is set, a line each: what is there to create it anew. */
export const settingLines = (settings: TrailSettings, coverage: Coverage): string[] =>
  [...settingChanges(settings, undefined), ...coverageChanges(coverage, undefined, true)].map(
    ({ setting, now }) => `${setting}: ${now}`,
  );
