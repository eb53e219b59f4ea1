/** Where a trail belongs: it can be changed only in its home region and by its own account. */
import { parseArn, partitionOf } from '../../shared/aws/arn';
import type { EventOrigin } from '../../shared/parsing/event-bridge';

/** Where this function runs. */
export type Here = { partition: string; region: string; account: string };

/** `here`: this function can change it. */
export type TrailHome =
  | { kind: 'here' }
  | { kind: 'other region'; region: string }
  | { kind: 'other account'; account: string };

/** From the function's own ARN; `sls invoke local` has none, so there the event says it. */
export function hereOf(functionArn: string | undefined, { account, region }: EventOrigin): Here {
  const arn = parseArn(functionArn ?? '');
  return arn ?? { partition: partitionOf(region), region, account };
}

/** A trail's ARN, of its ARN or of its name: a call by name is a call in the trail's home region. */
export const trailArn = (trail: string, { partition, region, account }: Here): string =>
  trail.startsWith('arn:') ? trail : `arn:${partition}:cloudtrail:${region}:${account}:trail/${trail}`;

/** `arn:…:trail/audit` → `audit` */
export const trailName = (arn: string): string => parseArn(arn)?.resource.replace(/^trail\//, '') ?? arn;

/** Whether the ARN is that of a trail, and not of something else of CloudTrail's. */
export const isTrail = (arn: string): boolean => parseArn(arn)?.resource.startsWith('trail/') ?? false;

/** The trail's home, by its ARN. */
export function homeOf(arn: string, here: Here): TrailHome {
  const { account = here.account, region = here.region } = parseArn(arn) ?? {};
  if (account !== here.account) return { kind: 'other account', account };
  if (region !== here.region) return { kind: 'other region', region };
  return { kind: 'here' };
}
