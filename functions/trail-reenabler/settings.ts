/** How a trail is set, in words: what a call has changed, and whether less is recorded or less safely than before. */
import type { Selector } from '../../shared/cloudtrail/selectors';
import type { TrailSettings } from '../../shared/cloudtrail/trail';
import { commonWords } from '../../shared/words/common';
import { trailsWords } from '../../shared/words/trails';
import { selectorChanges } from './selector-changes';
import { NOT_KNOWN, type SettingChange } from './setting-change';

/** How a trail was set, and what it recorded, when somebody looked. */
export type Baseline = { settings: TrailSettings; selectors: Selector[] };

/** How a setting reads, and when it is weaker than before. */
type SettingRule<T> = {
  show: (value: T) => string;
  weaker: (now: T, before: T | undefined) => SettingChange['weaker'];
};

const FLAG: SettingRule<boolean> = {
  show: (value) => (value ? trailsWords().on : trailsWords().offValue),
  weaker: (now, before) => !now && before !== false,
};

/** Off is weaker, and so is another one in place of what was there, which is not known where before is not. */
const REFERENCE: SettingRule<string> = {
  show: (value) => value || trailsWords().offValue,
  weaker: (now, before) => {
    if (before === undefined) return now === '' || NOT_KNOWN;
    return before !== '' && now !== before;
  },
};

/** Named without being known from before, it may be another: whoever reads the log does not find it there. */
const PLACE: SettingRule<string> = {
  show: (value) => value || trailsWords().none,
  weaker: (now, before) => now !== before,
};

/** In the order in which they are shown. */
const FLAGS = ['multiRegion', 'globalEvents', 'validation', 'organization', 'recursive'] as const;
const REFERENCES = ['kmsKey', 'logGroup', 'logRole', 'topic'] as const;
const PLACES = ['bucket', 'prefix'] as const;

function changeOf<T>(
  setting: keyof TrailSettings,
  rule: SettingRule<T>,
  now: T | undefined,
  before: T | undefined,
): SettingChange[] {
  if (now === undefined || now === before) return [];
  const shown = before === undefined ? commonWords().notKnown : rule.show(before);
  const name = trailsWords().settings[setting];
  return [{ setting: name, now: rule.show(now), before: shown, weaker: rule.weaker(now, before) }];
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
    ...FLAGS.flatMap((one) => changeOf(one, FLAG, now[one], before?.[one])),
    ...REFERENCES.flatMap((one) => changeOf(one, REFERENCE, now[one], before?.[one])),
    ...PLACES.flatMap((one) => changeOf(one, PLACE, now[one], before?.[one])),
    ...unknown.map((setting) => ({
      setting,
      now: trailsWords().set,
      before: commonWords().notKnown,
      weaker: NOT_KNOWN,
    })),
  ];
}

/** How the trail is set, a line each: what is there to create it anew. */
export const settingLines = (settings: TrailSettings, selectors: Selector[]): string[] =>
  [...settingChanges(settings, undefined), ...selectorChanges(selectors, undefined, true)].map(
    ({ setting, now }) => `${setting}: ${now}`,
  );
