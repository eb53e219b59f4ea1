/** What has changed about a trail, one setting or kind of event each. */
import { trailsWords } from '../../shared/words/trails';

/**
 * A setting in words; `before` is `not known` when the poll has not seen the trail yet. `weaker` is `not known` where it could
 * not be compared.
 */
export type SettingChange = { setting: string; now: string; before: string; weaker: boolean | 'not known' };

export const NOT_KNOWN = 'not known' as const;

/** `All regions: off (before: on)` */
export const settingText = ({ setting, now, before }: SettingChange): string =>
  trailsWords().setting(setting, now, before);
