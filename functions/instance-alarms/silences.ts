/** What tags of an instance switch off. Whoever may tag it can make the service blind, so people learn of it. Pure. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Template } from '../../shared/config/instances';
import { PAUSE_TAG, pauseOf } from '../../shared/pause';
import { instancesWords } from '../../shared/words/instances';
import { readTags, SKIP_TAG, thresholdTag } from './instance-tags';
import type { Rules } from './rules';
import { isInScope } from './scope';

/** Of a metric without an end: further away from the threshold of `config/` than this no alarm is meant to ring. */
const FAR = 10;

/** The most that the metric can be, where that is known. Status checks are 0 or 1. */
function mostOf({ unit, metric }: Template): number | undefined {
  if (unit === '%') return 100;
  return metric.startsWith('StatusCheckFailed') ? 1 : undefined;
}

/** Whether the template's alarm never rings with this threshold. None of the metrics is ever below 0. */
function isOutOfReach(template: Template, threshold: number): boolean {
  const most = mostOf(template);
  switch (template.comparison) {
    case '>=':
      return most === undefined ? threshold > FAR * Math.abs(template.threshold) : threshold > most;
    case '>':
      return most === undefined ? threshold > FAR * Math.abs(template.threshold) : threshold >= most;
    case '<=':
      return threshold < 0;
    case '<':
      return threshold <= 0;
  }
}

/** Sentences without a full stop, the same as long as the tags are. None for what is gone, or out of scope anyway. */
export function silencesOf(
  instance: Pick<InstanceDetails, 'state' | 'tags'>,
  { config, longestPauseHours }: Pick<Rules, 'config' | 'longestPauseHours'>,
  now: Date,
): string[] {
  const words = instancesWords();
  const { state, tags } = instance;
  if (state === 'terminated' || !isInScope(instance, config.scope)) return [];
  const { skip, thresholds } = readTags(tags, Object.keys(config.templates));
  if (skip) return [words.skipped(SKIP_TAG)];
  const unreachable = Object.entries(thresholds).flatMap(([key, threshold]) => {
    const template = config.templates[key];
    return template && isOutOfReach(template, threshold)
      ? [words.outOfReach(key, thresholdTag(key), threshold, template.threshold)]
      : [];
  });
  const paused = pauseOf(tags, now).until
    ? [words.pausedBy(PAUSE_TAG, tags[PAUSE_TAG]?.trim() ?? '', longestPauseHours)]
    : [];
  return [...unreachable, ...paused];
}
