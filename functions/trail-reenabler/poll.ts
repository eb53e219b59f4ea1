/**
 * Checks the trails every few minutes: the call that switches off the last trail silences its own report, because
 * EventBridge hears of calls only while some trail records them.
 */
import { attempt } from '../../shared/attempt';
import type { Trail } from '../../shared/aws/cloudtrail';
import { messageOf } from '../../shared/errors';
import { notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { DAY_MS, HOUR_MS } from '../../shared/text/duration';
import { dateTimeText } from '../../shared/text/time';
import { keepBaseline } from './baseline';
import { coverageGap, isListed, watchedTrails } from './coverage';
import type { Deps } from './deps';
import { type Here, homeOf } from './home';
import { lasting } from './lasting';
import { aboutTrail, sentences, startNotification, trailIncident } from './notifications';
import { pauseOfTrail, type TrailPause } from './pause';
import { startTrail } from './start';

/** `records`: it logs management events that write, so that EventBridge hears of them; unknown counts as yes. */
type TrailCheck = { publications: Publication[]; records: boolean };

const DRY_RUN = {
  severity: 'info',
  title: 'A look at the trails',
  text: 'Dry run: on AWS every trail of this region would be looked at, and switched on if it is off.',
} as const;

const trailSubject = ({ arn }: Trail, { account, region }: Here, deps: Deps) => ({
  arn,
  account,
  region,
  at: deps.now(),
});

/** Notified when the pause is first met, and once a day while it lasts. */
async function paused(trail: Trail, until: Date, { by, problem }: TrailPause, here: Here, deps: Deps) {
  const stillOff = aboutTrail(
    trailSubject(trail, here, deps),
    {
      severity: 'critical',
      title: `Trail ${trail.name} is off and stays off`,
      text: sentences(`It is paused until ${dateTimeText(until)}. Then it is switched on again.`, problem),
    },
    { 'Pause set by': by ?? 'not known' },
  );
  return lasting(`trail pause told ${trail.arn}`, stillOff, { ms: DAY_MS, same: until }, deps);
}

/** A trail that was found to be off. */
async function checkStopped(
  trail: Trail,
  stoppedAt: Date | undefined,
  here: Here,
  deps: Deps,
): Promise<TrailCheck> {
  const pause = await pauseOfTrail(trail.arn, deps);
  if (pause.until) {
    return { publications: await paused(trail, pause.until, pause, here, deps), records: false };
  }
  const started = await startTrail(trail.arn, stoppedAt, deps);
  const found = stoppedAt
    ? 'A look at the trails found it switched off. No event has said who did it.'
    : 'A look at the trails found that it was never switched on.';
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
  const text = `It logs, but its bucket ${trail.settings.bucket} does not take the log: ${error}. Look at the bucket's policy.`;
  const words = { severity: 'critical', title: `The log of trail ${trail.name} is not kept`, text } as const;
  const undelivered = aboutTrail(trailSubject(trail, here, deps), words);
  return lasting(`trail undelivered ${trail.arn}`, undelivered, { ms: DAY_MS, same: error }, deps);
}

async function checkTrail(trail: Trail, here: Here, deps: Deps): Promise<TrailCheck> {
  const [status, { value: coverage }] = await Promise.all([
    deps.trailStatus(trail.arn),
    attempt(() => deps.trailCoverage(trail.arn)),
  ]);
  const baseline = coverage && { settings: trail.settings, coverage };
  if (baseline) await attempt(() => keepBaseline(trail.arn, baseline, deps));
  const { publications, records } = status.logging
    ? { publications: await checkDelivery(trail, status.deliveryError, here, deps), records: true }
    : await checkStopped(trail, status.stoppedAt, here, deps);
  return { publications, records: records && (coverage?.writes ?? true) };
}

/** `subject` is such as `Trail audit`. */
type Unchecked = { subject: string; incident: string; error: unknown };

async function notChecked({ subject, incident, error }: Unchecked, here: Here, deps: Deps) {
  const found = notification({
    incident,
    severity: 'critical',
    title: `${subject} could not be looked at`,
    text: sentences(
      'So nobody knows whether the audit log is on, and it is not switched on again:',
      `${messageOf(error)}.`,
    ),
    account: here.account,
    region: here.region,
  });
  return lasting(`trail look ${subject}`, found, { ms: HOUR_MS }, deps);
}

async function tryCheck(trail: Trail, here: Here, deps: Deps): Promise<TrailCheck> {
  try {
    return await checkTrail(trail, here, deps);
  } catch (error) {
    const unchecked = { subject: `Trail ${trail.name}`, incident: trailIncident(trail.arn), error };
    return { publications: await notChecked(unchecked, here, deps), records: true };
  }
}

/** Checks every trail that is watched; what is wrong with one keeps nobody from the others. */
export async function poll(here: Here, deps: Deps): Promise<Publication[]> {
  const trails = await deps.describeTrails().catch((error: unknown) => messageOf(error));
  if (typeof trails === 'string') {
    const incident = `all trails ${here.account} ${here.region}`;
    return notChecked({ subject: 'The trails', incident, error: trails }, here, deps);
  }
  if (!trails) return [{ notification: notification(DRY_RUN) }];
  const isWatched = ({ arn, name }: Trail): boolean =>
    homeOf(arn, here).kind === 'here' && isListed(name, deps.config());
  const watched = trails.filter(isWatched);
  const others = trails.filter((trail) => !isWatched(trail));
  const checks = await Promise.all(watched.map((trail) => tryCheck(trail, here, deps)));
  const isCovered = others.length > 0 || checks.some(({ records }) => records);
  return [
    ...checks.flatMap(({ publications }) => publications),
    ...(await watchedTrails(watched, others, here, deps)),
    ...(await coverageGap(isCovered, trails.length, here, deps)),
  ];
}
