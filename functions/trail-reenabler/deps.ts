/** What the function does to the world, so that tests can stand in for it. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Trail } from '../../shared/aws/cloudtrail';
import { longestPauseHoursConfig, trailsConfig } from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';
import { stateStore } from '../../shared/state/table';

const cloudtrail = () => import('../../shared/aws/cloudtrail');

/** `dry run`: CloudTrail was not asked. */
type StartAnswer = 'accepted' | 'dry run';

export const live = {
  /** `undefined` in a dry run: there is no AWS to ask. */
  describeTrails: lazily<[], Trail[] | undefined>(async () => (await cloudtrail()).describeTrails),
  findTrail: lazily(async () => (await cloudtrail()).findTrail),
  startLogging: lazily(async () => {
    const { startLogging } = await cloudtrail();
    return async (arn: string): Promise<StartAnswer> => {
      await startLogging(arn);
      return 'accepted';
    };
  }),
  trailSelectors: lazily(async () => (await cloudtrail()).trailSelectors),
  trailStatus: lazily(async () => (await cloudtrail()).trailStatus),
  trailTags: lazily(async () => (await cloudtrail()).trailTags),
  store: stateStore,
  now: () => new Date(),
  wait: (ms: number): Promise<void> => wait(ms),
  config: trailsConfig,
  longestPauseHours: longestPauseHoursConfig,
  stage: () => requiredEnv('STAGE'),
  /** The stack's own trail for data events alone, where it has one. */
  dataTrail: () => requiredEnv('DATA_TRAIL'),
};

/** The verbs of this function. */
export type Deps = typeof live;
