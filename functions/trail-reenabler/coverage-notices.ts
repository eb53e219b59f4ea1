/** What people are told about the trails as a whole: which are watched from here, and when none is there to hear of calls. */
import type { Trail } from '../../shared/aws/cloudtrail';
import { notice } from '../../shared/notice';
import type { Telling } from '../../shared/telling';
import type { Deps } from './deps';
import { type Here, placeOf } from './place';
import { DAY, over, seldom } from './seldom';

const YEARS = 3_650 * DAY;

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

const counted = (count: number): string => `${count} ${count === 1 ? 'trail' : 'trails'}`;

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
    title: `The audit log: ${counted(watched.length)} watched in ${here.region}`,
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
  return seldom('trails told', told, { ms: YEARS, same }, deps);
}

const DEAF = 'trails deaf';

/** Without a trail that records calls, EventBridge tells of none, and this function hears nothing. */
export async function hearing(isHeard: boolean, count: number, here: Here, deps: Deps): Promise<Telling[]> {
  if (isHeard) {
    await over(DEAF, deps);
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
  return seldom(DEAF, told, { ms: DAY, same: count === 0 }, deps);
}
