/** What holds for the alarms of all instances of a stage. */
import { parseArn } from '../../shared/aws/arn';
import type { InstancesConfig } from '../../shared/config/instances';
import { requiredEnv } from '../../shared/env';
import type { EventOrigin } from '../../shared/parsing/event-bridge';

/**
 * `prefix` begins every alarm's name, such as `alarm-responder-dev`. `alerts` is the ARN of the topic that alarms act on.
 * `processes` are the names of those that are watched. `longestPauseHours` is how long the tag of a pause holds at most.
 * `profile` is the name of the stack's own instance profile.
 */
export type Rules = {
  config: InstancesConfig;
  processes: readonly string[];
  longestPauseHours: number;
  prefix: string;
  stage: string;
  alerts: string;
  region: string;
  profile: string;
};

/** On each alarm of ours; its value is the prefix. An alarm without it is somebody else's, whatever its name. */
export const OWNER_TAG = 'alarm-responder:made-by';
/** On each alarm of ours; its value is the id of the instance. */
export const INSTANCE_TAG = 'alarm-responder:instance';
/**
 * On an alarm whose actions we have disabled ourselves: only those are ever enabled again. Its key says `asleep` because
 * that is what lies on the alarms of users.
 */
export const ACTIONS_DISABLED_TAG = 'alarm-responder:asleep';

type Configuration = {
  config: () => InstancesConfig;
  processes: () => readonly string[];
  longestPauseHours: () => number;
};

/** `sls invoke local` gives no ARN of the function: then the event says where it is. */
export function rulesOf(
  { config, processes, longestPauseHours }: Configuration,
  functionArn: string | undefined,
  origin: EventOrigin,
): Rules {
  const { partition = 'aws', account, region } = { ...origin, ...parseArn(functionArn ?? '') };
  return {
    config: config(),
    processes: processes(),
    longestPauseHours: longestPauseHours(),
    prefix: requiredEnv('ALARM_PREFIX'),
    stage: requiredEnv('STAGE'),
    alerts: `arn:${partition}:sns:${region}:${account}:${requiredEnv('ALERTS_TOPIC')}`,
    region,
    profile: requiredEnv('INSTANCE_PROFILE'),
  };
}
