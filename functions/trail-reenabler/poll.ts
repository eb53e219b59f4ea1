/**
 * Looks at the trails every few minutes: the call that switches off the last trail silences its own report, because
 * EventBridge hears of calls only while some trail records them.
 */

import { attempt } from '../../shared/attempt';
import type { Trail } from '../../shared/aws/cloudtrail';
import { messageOf } from '../../shared/errors';
import { notice } from '../../shared/notice';
import { cooldown } from '../../shared/state/cooldown';
import type { Telling } from '../../shared/telling';
import { DAY_MS, HOUR_MS } from '../../shared/text/duration';
import { dateTimeText } from '../../shared/text/time';
import { hearing, watching } from './coverage-notices';
import type { Deps } from './deps';
import { aboutTrail, sentences, switchedNotice } from './notices';
import { type Here, placeOf } from './place';
import { keepCopy } from './settings-copy';
import { switchOn } from './switch-on';
import { pauseOfTrail, type TrailPause } from './trail-pause';

/** `records`: it logs management events that write, so that EventBridge hears of them; unknown counts as yes. */
type Look = { tellings: Telling[]; records: boolean };

const DRY_RUN =
  'Dry run: on AWS every trail of this region would be looked at, and switched on if it is off.';

const subjectOf = ({ arn }: Trail, { account, region }: Here, deps: Deps) => ({
  arn,
  account,
  region,
  at: deps.now(),
});

const atNow = (deps: Deps) => ({ store: deps.store(), now: deps.now() });

/** Told when the pause is first met, and once a day while it lasts. */
async function tellPause(trail: Trail, until: Date, { by, problem }: TrailPause, here: Here, deps: Deps) {
  const paused = aboutTrail(
    subjectOf(trail, here, deps),
    {
      severity: 'critical',
      title: `Trail ${trail.name} is off and stays off`,
      text: sentences(`It is paused until ${dateTimeText(until)}. Then it is switched on again.`, problem),
    },
    { 'Pause set by': by ?? 'not known' },
  );
  const id = `trail pause told ${trail.arn}`;
  return cooldown({ ...atNow(deps), id, ms: DAY_MS, same: until }, paused);
}

/** A trail that was found to be off. */
async function start(trail: Trail, stoppedAt: Date | undefined, here: Here, deps: Deps): Promise<Look> {
  const pause = await pauseOfTrail(trail.arn, deps);
  if (pause.until)
    return { tellings: await tellPause(trail, pause.until, pause, here, deps), records: false };
  const switched = await switchOn(trail.arn, stoppedAt, deps);
  const found = stoppedAt
    ? 'A look at the trails found it switched off. No event has said who did it.'
    : 'A look at the trails found that it was never switched on.';
  const cause = { stoppedAt, notes: [found, pause.problem], minutes: deps.config().repeatedStops.minutes };
  const told = switchedNotice(subjectOf(trail, here, deps), switched, cause);
  const records = switched.restart.kind !== 'failed';
  if (!told) return { tellings: [], records };
  // A failure is met again at every look.
  const tellings = records
    ? [{ notice: told }]
    : await cooldown({ ...atNow(deps), id: `trail off ${trail.arn}`, ms: HOUR_MS }, told);
  return { tellings, records };
}

async function tellUndelivered(trail: Trail, error: string | undefined, here: Here, deps: Deps) {
  if (!error) return [];
  const text = `It logs, but its bucket ${trail.settings.bucket} does not take the log: ${error}. Look at the bucket's policy.`;
  const words = { severity: 'critical', title: `The log of trail ${trail.name} is not kept`, text } as const;
  const undelivered = aboutTrail(subjectOf(trail, here, deps), words);
  const id = `trail undelivered ${trail.arn}`;
  return cooldown({ ...atNow(deps), id, ms: DAY_MS, same: error }, undelivered);
}

async function lookAt(trail: Trail, here: Here, deps: Deps): Promise<Look> {
  const [status, coverage] = await Promise.all([
    deps.trailStatus(trail.arn),
    attempt(() => deps.trailCoverage(trail.arn)),
  ]);
  const copy = coverage.value && { settings: trail.settings, coverage: coverage.value };
  if (copy) await attempt(async () => keepCopy(deps.store(), trail.arn, copy, deps.now()));
  const { tellings, records } = status.logging
    ? { tellings: await tellUndelivered(trail, status.deliveryError, here, deps), records: true }
    : await start(trail, status.stoppedAt, here, deps);
  return { tellings, records: records && (coverage.value?.writes ?? true) };
}

async function failed(about: string, error: unknown, here: Here, deps: Deps): Promise<Telling[]> {
  const text = sentences(
    'So nobody knows whether the audit log is on, and it is not switched on again:',
    `${messageOf(error)}.`,
  );
  const { account, region } = here;
  const words = { severity: 'critical', title: `${about} could not be looked at`, text } as const;
  const unseen = notice({ ...words, account, region });
  return cooldown({ ...atNow(deps), id: `trail look ${about}`, ms: HOUR_MS }, unseen);
}

async function tryLook(trail: Trail, here: Here, deps: Deps): Promise<Look> {
  try {
    return await lookAt(trail, here, deps);
  } catch (error) {
    return { tellings: await failed(`Trail ${trail.name}`, error, here, deps), records: true };
  }
}

/** Looks at every trail that is watched; what is wrong with one keeps nobody from the others. */
export async function poll(here: Here, deps: Deps): Promise<Telling[]> {
  const trails = await deps.describeTrails().catch((error: unknown) => messageOf(error));
  if (typeof trails === 'string') return failed('The trails', trails, here, deps);
  if (!trails)
    return [{ notice: notice({ severity: 'info', title: 'A look at the trails', text: DRY_RUN }) }];
  const { names } = deps.config();
  const isWatched = ({ arn, name }: Trail): boolean =>
    placeOf(arn, here).kind === 'here' && (names.length === 0 || names.includes(name));
  const watched = trails.filter(isWatched);
  const others = trails.filter((trail) => !isWatched(trail));
  const looks = await Promise.all(watched.map((trail) => tryLook(trail, here, deps)));
  const isHeard = others.length > 0 || looks.some(({ records }) => records);
  return [
    ...looks.flatMap(({ tellings }) => tellings),
    ...(await watching(watched, others, here, deps)),
    ...(await hearing(isHeard, trails.length, here, deps)),
  ];
}
