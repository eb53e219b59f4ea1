/** What people are told about the trails as a whole: which are watched from here, and when none is there to hear of calls. */
import type { Trail } from '../../shared/aws/cloudtrail';
import { notice } from '../../shared/notice';
import { cooldown, endCooldown } from '../../shared/state/cooldown';
import type { Telling } from '../../shared/telling';
import { DAY_MS } from '../../shared/text/duration';
import { counted } from '../../shared/text/plural';
import type { Deps } from './deps';
import { type Here, placeOf } from './place';

/** Until a trail comes or goes. */
const WATCHED_COOLDOWN_MS = 3_650 * DAY_MS;

/** Why a trail is not watched from here, and what would watch it. */
function unwatched({ arn, name }: Trail, here: Here, stage: string): string {
  const place = placeOf(arn, here);
  switch (place.kind) {
    case 'other region':
      return `${name}: its home is ${place.region}. Watch it there: npx sls deploy --stage ${stage} --region ${place.region}`;
    case 'other account':
      return `${name}: it belongs to account ${place.account}, which alone can switch it on.`;
    case 'here':
      return `${name}: it is not among \`trails.names\` in config/.`;
  }
}

/** Told by the first look, and whenever a trail comes or goes. */
export async function watching(
  watched: Trail[],
  others: Trail[],
  here: Here,
  deps: Deps,
): Promise<Telling[]> {
  const all = [...watched, ...others];
  if (all.length === 0) return [];
  const lines = others.map((trail) => unwatched(trail, here, deps.stage()));
  const told = notice({
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
  const store = deps.store();
  return cooldown({ store, id: 'trails told', now: deps.now(), ms: WATCHED_COOLDOWN_MS, same }, told);
}

const GAP_ID = 'trails deaf';

/** Without a trail that records calls, EventBridge tells of none, and this function hears nothing. */
export async function hearing(isHeard: boolean, count: number, here: Here, deps: Deps): Promise<Telling[]> {
  if (isHeard) {
    await endCooldown(deps.store(), GAP_ID, deps.now());
    return [];
  }
  const why =
    count === 0
      ? `There is no trail for ${here.region}.`
      : 'No trail records management events that write: they are switched off, paused, or set to record none.';
  const told = notice({
    severity: 'critical',
    title: 'The audit log records nothing',
    text: `${why} Nobody's calls are recorded, and whoever changes that is not told of. Create a trail, or let this stack do it: auditTrail: true in config/.`,
    at: deps.now(),
    account: here.account,
    region: here.region,
  });
  const store = deps.store();
  return cooldown({ store, id: GAP_ID, now: deps.now(), ms: DAY_MS, same: count === 0 }, told);
}
