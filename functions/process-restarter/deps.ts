/** What the restarter asks and does outside. */
import { setTimeout as wait } from 'node:timers/promises';
import { longestPauseHoursConfig, processesConfig, restartConfig } from '../../shared/config/bundled';
import { requiredEnv } from '../../shared/env';
import { lazily } from '../../shared/lazily';
import { stateStore } from '../../shared/state/table';

const ssm = () => import('../../shared/aws/ssm');

export const live = {
  store: stateStore,
  now: () => new Date(),
  document: () => requiredEnv('RESTART_DOCUMENT'),
  processes: processesConfig,
  restart: restartConfig,
  longestPauseHours: longestPauseHoursConfig,
  alertsTopic: () => requiredEnv('ALERTS_TOPIC'),
  wait: (ms: number): Promise<void> => wait(ms),
  describeAlarm: lazily(async () => (await import('../../shared/aws/cloudwatch')).describeAlarm),
  describeInstance: lazily(async () => (await import('../../shared/aws/ec2')).describeInstance),
  sendCommand: lazily(async () => (await ssm()).sendCommand),
  getInvocation: lazily(async () => (await ssm()).getInvocation),
  findAgent: lazily(async () => (await ssm()).findAgent),
};
export type Deps = typeof live;
