/** What the poll does about a trail that cannot be switched on from here, or is not to be. */

import { attempt } from '../../shared/attempt';
import type { Trail } from '../../shared/aws/cloudtrail';
import { recordsWrites, type Selector } from '../../shared/cloudtrail/selectors';
import { endCooldown } from '../../shared/state/cooldown';
import { slsDeploy } from '../../shared/text/advice';
import { dateTimeText } from '../../shared/text/clock';
import { DAY_MS } from '../../shared/text/duration';
import { trailsWords } from '../../shared/words/trails';
import { type TrailCheck, trailSubject } from './check-watched';
import type { Deps } from './deps';
import { type Here, homeOf } from './home';
import { lasting } from './lasting';
import { aboutTrail, sentences } from './notifications';

/** What could not be looked up counts as yes: it is notified of where it matters. */
const mayRecordWrites = (selectors: Selector[] | undefined): boolean =>
  selectors === undefined || recordsWrites(selectors);

/** Who can switch it on: from here nobody. */
function whoCanStart({ arn }: Trail, here: Here, stage: string): string {
  const words = trailsWords();
  const home = homeOf(arn, here);
  if (home.kind === 'other account') return words.onlyAccount(home.account);
  const region = home.kind === 'other region' ? home.region : here.region;
  const command = `aws cloudtrail start-logging --name ${arn} --region ${region}`;
  return words.onlyRegion(region, command, slsDeploy({ stage, region }));
}

/**
 * A trail of another region or of the organisation. Its tags cannot be read from here, so a pause of it is not known.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html: a shadow trail goes by its ARN
 */
export async function checkForeign(trail: Trail, here: Here, deps: Deps): Promise<TrailCheck> {
  const [{ logging, stoppedAt }, { value: selectors }] = await Promise.all([
    deps.trailStatus(trail.arn),
    attempt(() => deps.trailSelectors(trail.arn)),
  ]);
  const id = `trail off ${trail.arn}`;
  if (logging) {
    await endCooldown(deps.store(), id, deps.now());
    return { publications: [], records: mayRecordWrites(selectors) };
  }
  const words = trailsWords();
  const since = stoppedAt ? words.offSince(dateTimeText(stoppedAt)) : words.neverOn;
  const off = aboutTrail(trailSubject(trail, here, deps), {
    severity: 'critical',
    title: words.off(trail.name),
    text: sentences(since, whoCanStart(trail, here, deps.stage())),
  });
  return { publications: await lasting(id, off, { ms: DAY_MS }, deps), records: false };
}

/** One that `trails.names` leaves out: whether it is on matters only for what can be heard here. */
export async function checkUnlisted(trail: Trail, deps: Deps): Promise<TrailCheck> {
  const [{ value: status }, { value: selectors }] = await Promise.all([
    attempt(() => deps.trailStatus(trail.arn)),
    attempt(() => deps.trailSelectors(trail.arn)),
  ]);
  return { publications: [], records: (status?.logging ?? true) && mayRecordWrites(selectors) };
}
