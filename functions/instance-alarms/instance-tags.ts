/**
 * What the tags of an instance say about its alarms; its pause is read elsewhere (shared/pause.ts). A value that
 * cannot be used is reported, and the default applies.
 */
import { PAUSE_TAG } from '../../shared/pause';
import { instancesWords } from '../../shared/words/instances';

const OURS = 'alarm-responder:';
export const SKIP_TAG = `${OURS}skip`;
/** Where people find what to do, for all alarms of the instance whose template has no runbook of its own. */
export const RUNBOOK_TAG = `${OURS}runbook`;

/** The tag that gives an instance a threshold of its own for the template. */
export const thresholdTag = (template: string): string => `${OURS}${template}`;

/** `thresholds` by template. `problems` are sentences without a full stop. */
export type TagRules = {
  skip: boolean;
  thresholds: Record<string, number>;
  problems: string[];
};

const isNumber = (text: string): boolean => text !== '' && Number.isFinite(Number(text));

function problemWith(key: string, value: string, templates: readonly string[]): string | undefined {
  const words = instancesWords();
  if (key === SKIP_TAG) {
    return ['true', 'false', ''].includes(value) ? undefined : words.badSkip(SKIP_TAG, value);
  }
  if (!key.startsWith(OURS) || key === PAUSE_TAG) return undefined;
  const name = key.slice(OURS.length);
  const isTemplate = templates.includes(name);
  if (isTemplate && !isNumber(value)) {
    return words.badThreshold(key, value);
  }
  // Others of our functions have tags of their own, but none with a number.
  return !isTemplate && isNumber(value) ? words.noTemplate(key) : undefined;
}

/** @param templates the names of those that `config/` has */
export function readTags(tags: Record<string, string>, templates: readonly string[]): TagRules {
  const trimmed = Object.entries(tags).map(([key, value]) => [key, value.trim()] as const);
  const problems = trimmed.map(([key, value]) => problemWith(key, value, templates));
  return {
    skip: tags[SKIP_TAG]?.trim() === 'true',
    thresholds: Object.fromEntries(
      trimmed.flatMap(([key, value]) => {
        const name = key.startsWith(OURS) ? key.slice(OURS.length) : '';
        return templates.includes(name) && isNumber(value) ? [[name, Number(value)]] : [];
      }),
    ),
    problems: problems.filter((problem) => problem !== undefined),
  };
}
