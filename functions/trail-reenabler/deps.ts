/** What the function does to the world, so that tests can stand in for it. */
import { setTimeout as wait } from 'node:timers/promises';
import {
  describeTrails,
  findTrail,
  startLogging,
  trailCoverage,
  trailStatus,
  trailTags,
} from '../../shared/aws/cloudtrail';
import { trailsConfig } from '../../shared/config/bundled';
import { isDryRun, requiredEnv } from '../../shared/env';
import { state } from '../../shared/state';

export const live = {
  describeTrails,
  findTrail,
  startLogging,
  trailCoverage,
  trailStatus,
  trailTags,
  state,
  isDryRun,
  now: () => new Date(),
  wait: (ms: number): Promise<void> => wait(ms),
  config: trailsConfig,
  stage: () => requiredEnv('STAGE'),
  /** The stack's own trail for data events alone, where it has one. */
  dataTrail: () => requiredEnv('DATA_TRAIL'),
};

export type Deps = typeof live;
