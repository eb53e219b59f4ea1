/** What the function does to the world, so that tests can stand in for it. */
import { setTimeout as wait } from 'node:timers/promises';
import { longestPauseHoursConfig, trailsConfig } from '../../shared/config/bundled';
import { isDryRun, requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';
import { stateStore } from '../../shared/state/table';

const cloudtrail = () => import('../../shared/aws/cloudtrail');

export const live = {
  describeTrails: lazily(async () => (await cloudtrail()).describeTrails),
  findTrail: lazily(async () => (await cloudtrail()).findTrail),
  startLogging: lazily(async () => (await cloudtrail()).startLogging),
  trailCoverage: lazily(async () => (await cloudtrail()).trailCoverage),
  trailStatus: lazily(async () => (await cloudtrail()).trailStatus),
  trailTags: lazily(async () => (await cloudtrail()).trailTags),
  store: stateStore,
  isDryRun,
  now: () => new Date(),
  wait: (ms: number): Promise<void> => wait(ms),
  config: trailsConfig,
  longestPauseHours: longestPauseHoursConfig,
  stage: () => requiredEnv('STAGE'),
  /** The stack's own trail for data events alone, where it has one. */
  dataTrail: () => requiredEnv('DATA_TRAIL'),
};

export type Deps = typeof live;
