/** What the function does to the world, so that tests can stand in for it. */
import { setTimeout as wait } from 'node:timers/promises';
import { longestPauseHoursConfig, trailsConfig } from '../../shared/config/bundled';
import { isDryRun, requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';
import type { Store } from '../../shared/state/store';
import { stateStore } from '../../shared/state/table';

const cloudtrail = () => import('../../shared/aws/cloudtrail');

/** Fails when it is asked, not before: without its table the function still switches trails on. */
const table: Store = {
  get: async (id) => stateStore().get(id),
  put: async (...change) => stateStore().put(...change),
};

export const live = {
  describeTrails: lazily(async () => (await cloudtrail()).describeTrails),
  findTrail: lazily(async () => (await cloudtrail()).findTrail),
  startLogging: lazily(async () => (await cloudtrail()).startLogging),
  trailCoverage: lazily(async () => (await cloudtrail()).trailCoverage),
  trailStatus: lazily(async () => (await cloudtrail()).trailStatus),
  trailTags: lazily(async () => (await cloudtrail()).trailTags),
  store: () => table,
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
