/**
 * Checks the trails every few minutes: the call that switches off the last trail silences its own report, because
 * EventBridge hears of calls only while some trail records them.
 */
import type { Trail } from '../../shared/aws/cloudtrail';
import { trailsUrl } from '../../shared/aws/console';
import { messageOf } from '../../shared/errors';
import { notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { HOUR_MS } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { trailsWords } from '../../shared/words/trails';
import { checkForeign, checkUnlisted } from './check-unwatched';
import { checkWatched, type TrailCheck } from './check-watched';
import { coverageGap, isListed, watchedTrails } from './coverage';
import type { Deps } from './deps';
import { type Here, homeOf } from './home';
import { lasting } from './lasting';
import { trailIncident } from './notifications';

const dryRunNotification = () =>
  notification({ severity: 'info', title: trailsWords().look, text: trailsWords().dryLook });

/** `name` is of the one trail that it is about. */
type Unchecked = { name: string | undefined; incident: string; error: unknown };

async function notChecked({ name, incident, error }: Unchecked, here: Here, deps: Deps) {
  const words = trailsWords();
  const found = notification({
    incident,
    severity: 'critical',
    subject: name,
    title: words.notChecked(name),
    text: words.nobodyKnows(messageOf(error)),
    account: here.account,
    region: here.region,
    links: [{ text: commonWords().links.trails, url: trailsUrl(here.region) }],
  });
  return lasting(name ? `trail look ${name}` : 'trails look', found, { ms: HOUR_MS }, deps);
}

async function tryCheck(
  trail: Trail,
  check: typeof checkWatched,
  here: Here,
  deps: Deps,
): Promise<TrailCheck> {
  try {
    return await check(trail, here, deps);
  } catch (error) {
    const unchecked = { name: trail.name, incident: trailIncident(trail.arn), error };
    return { publications: await notChecked(unchecked, here, deps), records: true };
  }
}

/** Checks every trail that there is; what is wrong with one keeps nobody from the others. */
export async function poll(here: Here, deps: Deps): Promise<Publication[]> {
  const trails = await deps.describeTrails().catch((error: unknown) => messageOf(error));
  if (typeof trails === 'string') {
    const incident = `all trails ${here.account} ${here.region}`;
    return notChecked({ name: undefined, incident, error: trails }, here, deps);
  }
  if (!trails) return [{ notification: dryRunNotification() }];
  const isFar = ({ arn }: Trail): boolean => homeOf(arn, here).kind !== 'here';
  const isWatched = (trail: Trail): boolean => !isFar(trail) && isListed(trail.name, deps.config());
  const check = (trail: Trail): Promise<TrailCheck> => {
    if (!isListed(trail.name, deps.config())) return checkUnlisted(trail, deps);
    return tryCheck(trail, isFar(trail) ? checkForeign : checkWatched, here, deps);
  };
  const checks = await Promise.all(trails.map(check));
  const watched = trails.filter(isWatched);
  const others = trails.filter((trail) => !isWatched(trail));
  const isCovered = checks.some(({ records }) => records);
  return [
    ...checks.flatMap(({ publications }) => publications),
    ...(await watchedTrails(watched, others, here, deps)),
    ...(await coverageGap(isCovered, trails.length, here, deps)),
  ];
}
