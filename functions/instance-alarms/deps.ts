/** What the alarms of instances need from outside. */
import { tableCreatedAt } from '../../shared/aws/dynamodb';
import { instancesConfig, longestPauseHoursConfig, processesConfig } from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import type { Notification } from '../../shared/notification';
import { stateStore } from '../../shared/state/table';
import type { Plan } from './plan';
import type { ProfileOutcome } from './profile';
import { logReport } from './report';
import { verbs } from './verbs';

/** What the notification of a state change shows of the plan. */
type PlanDetails = (plan: Plan, profile: ProfileOutcome) => Notification['details'];
const noDetails: PlanDetails = () => [];

/** `planDetails` and `logReport` are what a dry run says otherwise. */
export const live = {
  verbs,
  store: stateStore,
  firstDeployedAt: () => tableCreatedAt(requiredEnv('STATE_TABLE')),
  config: instancesConfig,
  processes: () => Object.keys(processesConfig()),
  longestPauseHours: longestPauseHoursConfig,
  now: () => new Date(),
  planDetails: noDetails,
  logReport,
};
export type Deps = typeof live;
