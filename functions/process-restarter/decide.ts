/** Whether a process is restarted. Each answer carries its reason, which the notification, the log and the tests read. */
import type { Instance } from '../../shared/aws/ec2';
import { instanceLabel } from '../../shared/aws/instance-label';
import type { Config } from '../../shared/config/schema';
import { PAUSE_TAG, type Pause } from '../../shared/pause';
import { MINUTE_MS, wholeMinutes } from '../../shared/text/duration';
import { dateTimeText } from '../../shared/text/time';
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

const remarkOn = ({ problem }: Pause): string => (problem ? `Mind that ${problem}.` : '');

/** What speaks against touching the instance, if anything. */
function obstacle(
  instance: Instance,
  pause: Pause,
  restart: Config['restart'],
  now: Date,
): Decision | undefined {
  const { tag, graceMinutes } = restart;
  if (instance.state !== 'running') {
    return decline(
      'info',
      `the instance is ${instance.state}`,
      'It is restarted with the instance, if its unit is enabled.',
    );
  }
  if (tag && instance.tags[tag.key] !== tag.value) {
    return decline(
      'warning',
      `the instance does not carry the tag ${tag.key}=${tag.value}`,
      'Add the tag to let its processes be restarted, or restart this one by hand.',
    );
  }
  const { until } = pause;
  if (until) {
    const why = `the instance is paused until ${dateTimeText(until)} by its tag ${PAUSE_TAG}`;
    const next = 'Remove the tag to have it restarted when its alarm rings again.';
    return {
      ...decline('info', why, [remarkOn(pause), next].filter(Boolean).join(' ')),
      once: `${instance.id} ${PAUSE_TAG}=${until.toISOString()}`,
    };
  }
  const age = instance.launchedAt ? now.getTime() - instance.launchedAt.getTime() : Number.POSITIVE_INFINITY;
  if (age < graceMinutes * MINUTE_MS) {
    return decline(
      'info',
      `the instance was launched ${wholeMinutes(age)} ago and may still be starting`,
      'If the alarm stays, restart it by hand: CloudWatch asks again only after the alarm has been OK.',
    );
  }
  return undefined;
}

export function decide(
  { target, changedAt, instance, pause, now }: RestartFacts,
  restart: Config['restart'],
): Decision {
  const { process, unit, instanceId } = target;
  if (unit === undefined) {
    return decline(
      'warning',
      `${process} is not among the \`processes\` of the configuration`,
      `To have it restarted add the line \`${process}: <its systemd unit>\` there and deploy.`,
    );
  }
  const age = now.getTime() - changedAt.getTime();
  if (age > STALE_AFTER_MS) {
    return decline(
      'warning',
      `its alarm is ${wholeMinutes(age)} old`,
      'See how it is, and restart it by hand if need be.',
    );
  }
  if (!instance) {
    return decline('warning', `EC2 knows no instance ${instanceId}`, 'It was terminated: delete its alarm.');
  }
  const against = obstacle(instance, pause, restart, now);
  if (against) return against;
  return { act: 'restart', unit, remark: remarkOn(pause) };
}

/** `httpd on web-1 (i-…)` */
export const processLabel = (
  { process, instanceId }: ProcessTarget,
  instance: Instance | undefined,
): string => `${process} on ${instanceLabel(instance ?? { id: instanceId, name: undefined })}`;
