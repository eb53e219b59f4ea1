/** Whether a process is restarted. Each answer carries its reason, which the notification, the log and the tests read. */
import type { Instance } from '../../shared/aws/ec2';
import type { Config } from '../../shared/config/schema';
import { PAUSE_TAG, type Pause } from '../../shared/pause';
import { dateTimeText } from '../../shared/text/clock';
import { MINUTE_MS, shortDuration } from '../../shared/text/duration';
import { safeLine } from '../../shared/text/safe';
import { restartsWords } from '../../shared/words/restarts';
import type { ProcessTarget } from './target';

/** What AWS says now, before it is decided. `changedAt` is when the alarm rang; `pause` is by the instance's tag. */
export type RestartFacts = {
  target: ProcessTarget;
  changedAt: Date;
  instance: Instance | undefined;
  pause: Pause;
  now: Date;
};

/** `next` is the step that a person may take; `once`: people are notified of the reason only once, under this id. */
export type Decision =
  | { act: 'restart'; unit: string; remark: string }
  | { act: 'notify'; severity: 'info' | 'warning'; why: string; next: string; once?: string };

const STALE_AFTER_MS = 10 * MINUTE_MS;

type Declined = Decision & { act: 'notify' };

const decline = (severity: 'info' | 'warning', why: string, next: string): Declined => ({
  act: 'notify',
  severity,
  why,
  next,
});

const remarkOn = ({ problem }: Pause): string => (problem ? restartsWords().mind(problem) : '');

/** What speaks against touching the instance, if anything. */
function obstacle(
  instance: Instance,
  pause: Pause,
  restart: Config['restart'],
  now: Date,
): Decision | undefined {
  const words = restartsWords();
  const { tag, graceMinutes } = restart;
  if (instance.state !== 'running') {
    return decline('info', words.instanceIs(instance.state), words.comesWithInstance);
  }
  if (tag && instance.tags[tag.key] !== tag.value) {
    return decline('warning', words.noTag(tag.key, tag.value), words.addTag);
  }
  const { until } = pause;
  if (until) {
    const why = words.paused(dateTimeText(until), PAUSE_TAG);
    const next = words.removeTag;
    return {
      ...decline('info', why, [remarkOn(pause), next].filter(Boolean).join(' ')),
      once: `${instance.id} ${PAUSE_TAG}=${until.toISOString()}`,
    };
  }
  const age = instance.launchedAt ? now.getTime() - instance.launchedAt.getTime() : Number.POSITIVE_INFINITY;
  if (age < graceMinutes * MINUTE_MS) {
    return decline('info', words.young(shortDuration(age)), words.ifItStays);
  }
  return undefined;
}

export function decide(
  { target, changedAt, instance, pause, now }: RestartFacts,
  restart: Config['restart'],
): Decision {
  const words = restartsWords();
  const { process, unit, instanceId } = target;
  if (unit === undefined) {
    return decline('warning', words.notMapped(process), words.mapIt(process));
  }
  const age = now.getTime() - changedAt.getTime();
  if (age > STALE_AFTER_MS) {
    return decline('warning', words.stale(shortDuration(age)), words.lookAtIt);
  }
  if (!instance) {
    return decline('warning', words.noSuchInstance(instanceId), words.deleteAlarm);
  }
  const against = obstacle(instance, pause, restart, now);
  if (against) return against;
  return { act: 'restart', unit, remark: remarkOn(pause) };
}

/** `web-1: httpd` */
export const processLabel = (
  { process, instanceId }: ProcessTarget,
  instance: Instance | undefined,
): string => `${safeLine(instance?.name ?? instanceId)}: ${safeLine(process)}`;
