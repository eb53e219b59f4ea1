/** Which trails are watched from here, and the coverage gap: no trail records who calls AWS. */
import type { Trail } from '../../shared/aws/cloudtrail';
import { trailsUrl } from '../../shared/aws/console';
import type { Config } from '../../shared/config/schema';
import { notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { endCooldown } from '../../shared/state/cooldown';
import { slsDeploy } from '../../shared/text/advice';
import { DAY_MS } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { trailsWords } from '../../shared/words/trails';
import type { Deps } from './deps';
import { type Here, homeOf } from './home';
import { lasting } from './lasting';

/** Until a trail comes or goes. */
const WATCHED_COOLDOWN_MS = 3_650 * DAY_MS;
const GAP_ID = 'trails deaf';

/** Whether `trails.names` in config/ holds the trail's name; when empty, it holds them all. */
export const isListed = (name: string, { names }: Config['trails']): boolean =>
  names.length === 0 || names.includes(name);

/** Why a trail is not watched from here, and what would watch it. */
function unwatchedLine({ arn, name }: Trail, here: Here, stage: string): string {
  const words = trailsWords();
  const home = homeOf(arn, here);
  switch (home.kind) {
    case 'other region':
      return words.elsewhere(name, home.region, slsDeploy({ stage, region: home.region }));
    case 'other account':
      return words.ofAccount(name, home.account);
    case 'here':
      return words.unlisted(name);
  }
}

const links = ({ region }: Here) => [{ text: commonWords().links.trails, url: trailsUrl(region) }];

/** Says what is watched: after the first poll, and whenever a trail comes or goes. */
export async function watchedTrails(
  watched: Trail[],
  others: Trail[],
  here: Here,
  deps: Deps,
): Promise<Publication[]> {
  if (watched.length + others.length === 0) return [];
  const lines = others.map((trail) => unwatchedLine(trail, here, deps.stage()));
  const words = trailsWords();
  const watching = notification({
    incident: `watched trails ${here.account} ${here.region}`,
    severity: 'info',
    title: words.watching(watched.length, here.region),
    text:
      watched.length > 0
        ? words.switchedOnWhenever(watched.map(({ name }) => name).join(', '))
        : words.noneFromHere,
    links: links(here),
    at: deps.now(),
    account: here.account,
    region: here.region,
    details: lines.length > 0 ? [{ title: words.notWatched, lines }] : [],
  });
  const same = { watched: watched.map(({ arn }) => arn).sort(), others: others.map(({ arn }) => arn).sort() };
  return lasting('trails told', watching, { ms: WATCHED_COOLDOWN_MS, same }, deps);
}

/**
 * Notifies of the gap: without a trail that records calls, EventBridge carries none to this function.
 * @param isCovered whether some trail records them
 */
export async function coverageGap(
  isCovered: boolean,
  trailCount: number,
  here: Here,
  deps: Deps,
): Promise<Publication[]> {
  if (isCovered) {
    await endCooldown(deps.store(), GAP_ID, deps.now());
    return [];
  }
  const words = trailsWords();
  const why = trailCount === 0 ? words.noTrail(here.region) : words.noneRecords;
  const gap = notification({
    incident: `coverage gap ${here.account} ${here.region}`,
    severity: 'critical',
    title: words.gap,
    text: words.gapText(why),
    links: links(here),
    at: deps.now(),
    account: here.account,
    region: here.region,
  });
  return lasting(GAP_ID, gap, { ms: DAY_MS, same: trailCount === 0 }, deps);
}
