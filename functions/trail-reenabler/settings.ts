/** How a trail is set, in words: what a call has changed, and whether less is recorded or less safely than before. */
import type { Selector } from '../../shared/cloudtrail/selectors';
import type { TrailSettings } from '../../shared/cloudtrail/trail';
import { selectorChanges } from './selector-changes';
import { NOT_KNOWN, type SettingChange } from './setting-change';

/** How a trail was set, and what it recorded, when somebody looked. */
export type Baseline = { settings: TrailSettings; selectors: Selector[] };

/** How a setting reads, and when it is weaker than before. */
type SettingRule<T> = {
  setting: string;
  show: (value: T) => string;
  weaker: (now: T, before: T | undefined) => SettingChange['weaker'];
};

const onOrOff = (value: boolean): string => (value ? 'on' : 'off');

const flag = (setting: string): SettingRule<boolean> => ({
  setting,
  show: onOrOff,
  weaker: (now, before) => !now && before !== false,
});

/** Off is weaker, and so is another one in place of what was there, which is not known where before is not. */
const reference = (setting: string): SettingRule<string> => ({
  setting,
  show: (value) => value || 'off',
  weaker: (now, before) => {
    if (before === undefined) return now === '' || NOT_KNOWN;
    return before !== '' && now !== before;
  },
});

const RULES: { [Key in keyof TrailSettings]: SettingRule<TrailSettings[Key]> } = {
  multiRegion: flag('All regions'),
  globalEvents: flag('Global services'),
  validation: flag('Log file validation'),
  organization: flag('Whole organisation'),
  recursive: flag('Recursive logging'),
  kmsKey: reference('Encryption key'),
  logGroup: reference('CloudWatch Logs group'),
  logRole: reference('Role for CloudWatch Logs'),
  topic: reference('SNS topic'),
  // Named without being known from before, these may be others: whoever reads the log does not find it there.
  bucket: { setting: 'Bucket', show: (value) => value, weaker: (now, before) => now !== before },
  prefix: { setting: 'Prefix', show: (value) => value || 'none', weaker: (now, before) => now !== before },
};

function changeOf<T>(rule: SettingRule<T>, now: T | undefined, before: T | undefined): SettingChange[] {
  if (now === undefined || now === before) return [];
  const shown = before === undefined ? NOT_KNOWN : rule.show(before);
  return [{ setting: rule.setting, now: rule.show(now), before: shown, weaker: rule.weaker(now, before) }];
}

/**
 * The settings that differ from before, of those that the call named.
 * @param unknown names of settings that the call named too, and that cannot be compared
 */
export function settingChanges(
  now: Partial<TrailSettings>,
  before: TrailSettings | undefined,
  unknown: string[] = [],
): SettingChange[] {
  return [
    ...changeOf(RULES.multiRegion, now.multiRegion, before?.multiRegion),
    ...changeOf(RULES.globalEvents, now.globalEvents, before?.globalEvents),
    ...changeOf(RULES.validation, now.validation, before?.validation),
    ...changeOf(RULES.organization, now.organization, before?.organization),
    ...changeOf(RULES.recursive, now.recursive, before?.recursive),
    ...changeOf(RULES.kmsKey, now.kmsKey, before?.kmsKey),
    ...changeOf(RULES.logGroup, now.logGroup, before?.logGroup),
    ...changeOf(RULES.logRole, now.logRole, before?.logRole),
    ...changeOf(RULES.topic, now.topic, before?.topic),
    ...changeOf(RULES.bucket, now.bucket, before?.bucket),
    ...changeOf(RULES.prefix, now.prefix, before?.prefix),
    ...unknown.map((setting) => ({ setting, now: 'set', before: NOT_KNOWN, weaker: NOT_KNOWN })),
  ];
}

/** How the trail is set, a line each: what is there to create it anew. */
export const settingLines = (settings: TrailSettings, selectors: Selector[]): string[] =>
  [...settingChanges(settings, undefined), ...selectorChanges(selectors, undefined, true)].map(
    ({ setting, now }) => `${setting}: ${now}`,
  );
