/** What the poll does about a trail that is watched from here. */
import { attempt } from '../../shared/attempt';
import type { Trail } from '../../shared/aws/cloudtrail';
import { recordsWrites } from '../../shared/cloudtrail/selectors';
import type { Publication } from '../../shared/publishing';
import { DAY_MS, HOUR_MS } from '../../shared/text/duration';
import { trailsWords } from '../../shared/words/trails';
import { keepBaseline } from './baseline';
import type { Deps } from './deps';
import type { Here } from './home';
import { lasting } from './lasting';
import { aboutTrail, sentences, startNotification } from './notifications';
import { pauseOfTrail, pauseText, stoppedInPause, stopperOf, type TrailPause } from './pause';
import { startTrail } from './start';
import { unheardLosses } from './unheard';

/** `records`: it logs management events that write, so that EventBridge hears of them; unknown counts as yes. */
export type TrailCheck = { publications: Publication[]; records: boolean };

/** The poll knows nobody. */
export const trailSubject = ({ arn }: Trail, { account, region }: Here, deps: Deps) => ({
  arn,
  account,
  region,
  at: deps.now(),
});

/** Notified when the stop is first met, unless its event was heard, and once a day while the pause lasts. */
async function paused(
  trail: Trail,
  stoppedAt: Date | undefined,
  { until, ...pause }: TrailPause & { until: Date },
  here: Here,
  deps: Deps,
) {
  const stopper = await stopperOf(trail.arn, stoppedAt, deps);
  const words = trailsWords();
  const stillOff = aboutTrail(trailSubject(trail, here, deps), {
    severity: 'critical',
    title: words.pausedOff(trail.name),
    text: sentences(
      stopper && words.stoppedBy(stopper.by),
      pauseText(until, pause),
      words.thenOn,
      pause.problem,
    ),
  });
  const { id, ...once } = stoppedInPause(trail.arn, until, stopper?.at ?? stoppedAt?.getTime());
  return lasting(id, stillOff, once, deps);
}

/** A trail that was found to be off. */
async function checkStopped(
  trail: Trail,
  stoppedAt: Date | undefined,
  here: Here,
  deps: Deps,
): Promise<TrailCheck> {
  const pause = await pauseOfTrail(trail.arn, deps);
  const { until } = pause;
  if (until) {
    return { publications: await paused(trail, stoppedAt, { ...pause, until }, here, deps), records: false };
  }
  const started = await startTrail(trail.arn, stoppedAt, deps);
  const words = trailsWords();
  const found = stoppedAt ? words.foundOff : words.foundNeverOn;
  const windowMinutes = deps.config().repeatedStops.minutes;
  const stop = { stoppedAt, notes: [found, pause.problem], windowMinutes };
  const answer = startNotification(trailSubject(trail, here, deps), started, stop);
  const records = started.outcome.kind !== 'failed';
  if (!answer) return { publications: [], records };
  if (records) return { publications: [{ notification: answer }], records };
  // A failure is met again at every poll.
  return { publications: await lasting(`trail off ${trail.arn}`, answer, { ms: HOUR_MS }, deps), records };
}

async function checkDelivery(trail: Trail, error: string | undefined, here: Here, deps: Deps) {
  if (!error) return [];
  const words = trailsWords();
  const undelivered = aboutTrail(trailSubject(trail, here, deps), {
    severity: 'critical',
    title: words.notKept(trail.name),
    text: words.bucketRefuses(trail.settings.bucket, error),
  });
  return lasting(`trail undelivered ${trail.arn}`, undelivered, { ms: DAY_MS, same: error }, deps);
}

/** Switches it on if it is off, and keeps how it is set. */
export async function checkWatched(trail: Trail, here: Here, deps: Deps): Promise<TrailCheck> {
  const [status, { value: selectors }] = await Promise.all([
    deps.trailStatus(trail.arn),
    attempt(() => deps.trailSelectors(trail.arn)),
  ]);
  const baseline = selectors && { settings: trail.settings, selectors };
  if (baseline) await attempt(() => keepBaseline(trail.arn, baseline, deps));
  const unheard = await unheardLosses(trail, here, deps);
  const { publications, records } = status.logging
    ? { publications: await checkDelivery(trail, status.deliveryError, here, deps), records: true }
    : await checkStopped(trail, status.stoppedAt, here, deps);
  return {
    publications: [...unheard, ...publications],
    records: records && (selectors === undefined || recordsWrites(selectors)),
  };
}
