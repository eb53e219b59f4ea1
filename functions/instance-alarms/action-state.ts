/** Whether the actions of an instance's alarms are enabled: they are disabled while the machine does not run. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import { MINUTE_MS } from '../../shared/text/duration';

/**
 * `gone`: there is nothing to watch any more. `disabled`: it is stopped or about to, or paused by a person. `grace`: it has
 * just been started. Only `enabled` lets the alarms act.
 */
export type ActionState = 'gone' | 'disabled' | 'grace' | 'enabled';

type ActionFacts = { agentReports: boolean; pausedUntil: Date | undefined; graceMinutes: number };

/** @param now compared with the start of the instance, after which its time of grace lasts */
export function actionStateOf(
  { state, launchedAt }: Pick<InstanceDetails, 'state' | 'launchedAt'>,
  { agentReports, pausedUntil, graceMinutes }: ActionFacts,
  now: Date,
): ActionState {
  if (state === 'terminated') return 'gone';
  if (pausedUntil || ['stopping', 'stopped', 'shutting-down'].includes(state)) return 'disabled';
  if (state !== 'running') return 'grace';
  const isYoung = launchedAt !== undefined && now.getTime() - launchedAt.getTime() < graceMinutes * MINUTE_MS;
  return isYoung && !agentReports ? 'grace' : 'enabled';
}
