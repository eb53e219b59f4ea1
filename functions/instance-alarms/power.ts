/** Whether the alarms of an instance may act: they sleep with the machine. */
import type { InstanceDetails } from '../../shared/aws/ec2';

const MINUTE = 60_000;

/**
 * `gone`: there is nothing to watch any more. `asleep`: it is stopped or about to, or paused by a person. `settling`: it
 * has just been started. Only `awake` lets the alarms act.
 */
export type Power = 'gone' | 'asleep' | 'settling' | 'awake';

type Facts = { agentReports: boolean; pausedUntil: Date | undefined; graceMinutes: number };

export function powerOf(
  { state, launchedAt }: Pick<InstanceDetails, 'state' | 'launchedAt'>,
  { agentReports, pausedUntil, graceMinutes }: Facts,
  now: Date,
): Power {
  if (state === 'terminated') return 'gone';
  if (pausedUntil || ['stopping', 'stopped', 'shutting-down'].includes(state)) return 'asleep';
  if (state !== 'running') return 'settling';
  const isYoung = launchedAt !== undefined && now.getTime() - launchedAt.getTime() < graceMinutes * MINUTE;
  return isYoung && !agentReports ? 'settling' : 'awake';
}
