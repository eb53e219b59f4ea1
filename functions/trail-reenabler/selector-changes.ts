/** Which events a trail records now, and whether that is less than before. */
import { recordedText, recordsNoLess } from '../../shared/cloudtrail/compare-selectors';
import type { Selector } from '../../shared/cloudtrail/selectors';
import { commonWords } from '../../shared/words/common';
import { trailsWords } from '../../shared/words/trails';
import { NOT_KNOWN, type SettingChange } from './setting-change';

const MANAGEMENT = 'Management';
/** In the order in which they are shown; others that AWS may add follow. */
const CATEGORIES = [MANAGEMENT, 'Data', 'NetworkActivity'] as const;

const categoryText = (category: string): string => {
  const known = CATEGORIES.find((one) => one === category);
  return known ? trailsWords().categories[known] : category;
};
const EVERY_MANAGEMENT_EVENT: Selector[] = [{ category: MANAGEMENT, conditions: [] }];

const ofCategory = (selectors: Selector[], category: string): Selector[] =>
  selectors.filter((selector) => selector.category === category);

/** A trail that is not known from before is taken to have recorded all management events; of others nobody knows. */
function weakerIn(
  category: string,
  now: Selector[],
  before: Selector[] | undefined,
): SettingChange['weaker'] {
  if (before) return !recordsNoLess(now, ofCategory(before, category));
  return category === MANAGEMENT ? !recordsNoLess(now, EVERY_MANAGEMENT_EVENT) : NOT_KNOWN;
}

/** The stack's own trail for data events is to record no others; one that no poll has seen yet was just made so. */
const isAsMade = (category: string, now: string, before: Selector[] | undefined): boolean =>
  category === MANAGEMENT ||
  (before === undefined && (category !== 'Data' || now !== trailsWords().recorded.off));

/** A call whose selectors could not be read has changed something. */
const unread = (): SettingChange => {
  const { notKnown } = commonWords();
  return { setting: trailsWords().selectors, now: notKnown, before: notKnown, weaker: NOT_KNOWN };
};

/**
 * Which events are recorded that were not, or not any more, by their category.
 * @param isDataTrail the stack's own trail for data events, which is to record no management events
 */
export function selectorChanges(
  now: Selector[] | undefined,
  before: Selector[] | undefined,
  isDataTrail: boolean,
): SettingChange[] {
  if (!now) return [unread()];
  const categories = new Set([...CATEGORIES, ...[...now, ...(before ?? [])].map(({ category }) => category)]);
  return [...categories].flatMap((category): SettingChange[] => {
    const text = recordedText(now, category);
    const shown = before ? recordedText(before, category) : commonWords().notKnown;
    const weaker = isDataTrail && isAsMade(category, text, before) ? false : weakerIn(category, now, before);
    if (text === shown && weaker === false) return [];
    return [{ setting: categoryText(category), now: text, before: shown, weaker }];
  });
}
