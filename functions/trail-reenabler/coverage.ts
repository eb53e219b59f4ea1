/** Which trails are watched from here, and the coverage gap: no trail records who calls AWS. */
import type { Trail } from '../../shared/aws/cloudtrail';
import type { Config } from '../../shared/config/schema';
import { notification } from '../../shared/notification';
import type { Publication } from '../../shared/publishing';
import { endCooldown } from '../../shared/state/cooldown';
import { DAY_MS } from '../../shared/text/duration';
import { counted } from '../../shared/text/plural';
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
  const home = homeOf(arn, here);
  switch (home.kind) {
    case 'other region':
      return `${name}: its home is ${home.region}. Watch it there: npx sls deploy --stage ${stage} --region ${home.region}`;
    case 'other account':
      return `${name}: it belongs to account ${home.account}, which alone can switch it on.`;
    case 'here':
      return `${name}: it is not among \`trails.names\` in config/.`;
  }
}

/** Says what is watched: after the first poll, and whenever a trail comes or goes. */
export async function watchedTrails(
  watched: Trail[],
  others: Trail[],
  here: Here,
  deps: Deps,
): Promise<Publication[]> {
  if (watched.length + others.length === 0) return [];
  const lines = others.map((trail) => unwatchedLine(trail, here, deps.stage()));
  const watching = notification({
    incident: `watched trails ${here.account} ${here.region}`,
    severity: 'info',
    title: `The audit log: ${counted(watched.length, 'trail')} watched in ${here.region}`,
    text:
      watched.length > 0
        ? `Switched on again whenever somebody switches it off: ${watched.map(({ name }) => name).join(', ')}.`
        : 'No trail can be switched on from here.',
    at: deps.now(),
    account: here.account,
    region: here.region,
    details: lines.length > 0 ? [{ title: 'Not watched from here', lines }] : [],
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
  const why =
    trailCount === 0
      ? `There is no trail for ${here.region}.`
      : 'No trail records management events that write: they are switched off, paused, or set to record none.';
  const gap = notification({
    incident: `coverage gap ${here.account} ${here.region}`,
    severity: 'critical',
    title: 'The audit log records nothing',
    text: `${why} Nobody's calls are recorded, and whoever changes that is not told of. Create a trail, or let this stack do it: auditTrail: true in config/.`,
    at: deps.now(),
    account: here.account,
    region: here.region,
  });
  return lasting(GAP_ID, gap, { ms: DAY_MS, same: trailCount === 0 }, deps);
}
