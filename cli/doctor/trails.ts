/** Whether the audit log is on, and where it can be switched on. */
import { describeTrails, type Trail, type TrailStatus, trailStatus } from '../../shared/aws/cloudtrail';
import type { Check } from './checks';
import type { Deployment } from './deployment';
import { broken, ok, together, type Verdict, warning } from './verdict';

type Seen = Pick<Trail, 'name' | 'homeRegion'> & Pick<TrailStatus, 'logging' | 'deliveryError'>;

function judge({ name, homeRegion, logging, deliveryError }: Seen, region: string): Verdict {
  const place = homeRegion === region ? 'of this region' : `of ${homeRegion}`;
  if (!logging) {
    return broken(
      `${name} (${place}) does not log`,
      `aws cloudtrail start-logging --name ${name} --region ${homeRegion}`,
    );
  }
  if (deliveryError) {
    return broken(`${name} logs, but its bucket refuses: ${deliveryError}`, 'mend the policy of its bucket');
  }
  return ok(
    homeRegion === region ? `${name} logs` : `${name} logs; only a stack in ${homeRegion} can watch it`,
  );
}

/**
 * Trails that a region takes, those of other regions that record all regions among them; AWS raises it for nobody.
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
 */
const MAX_TRAILS = 5;

/** @param names those that are configured; none: all whose home is this region */
export function judgeTrails(trails: Seen[], names: string[], region: string): Verdict {
  const absent = names.filter((name) => !trails.some((trail) => trail.name === name));
  const far = names.filter((name) =>
    trails.some((trail) => trail.name === name && trail.homeRegion !== region),
  );
  const verdicts = [
    ...absent.map((name) => broken(`there is no trail ${name}`, 'mend `trails.names` in the configuration')),
    ...far.map((name) =>
      broken(
        `the home of ${name} is another region, where alone it can be switched on`,
        'deploy a stack there',
      ),
    ),
    ...trails.map((trail) => judge(trail, region)),
    ...(trails.length < MAX_TRAILS
      ? []
      : [
          warning(
            `${region} has all the ${MAX_TRAILS} trails that AWS allows`,
            'another stage or region with `auditTrail` or `watchedBuckets` cannot be deployed: take one away first',
          ),
        ]),
  ];
  return verdicts.length > 0
    ? together(verdicts)
    : warning('there is no trail: nobody records who does what', 'set `auditTrail: true` and deploy');
}

export const trailChecks = ({ config, region }: Deployment): Check[] => [
  {
    name: 'audit log',
    run: async () => {
      const trails = (await describeTrails()).map(async ({ name, arn, homeRegion }) => ({
        name,
        homeRegion,
        ...(await trailStatus(arn)),
      }));
      return judgeTrails(await Promise.all(trails), config.trails.names, region);
    },
  },
];
