/** What the alarms of instances need from outside. */
import {
  agentMetrics,
  alarmsNamed,
  alarmTags,
  deleteAlarms,
  disableActions,
  enableActions,
  forgetState,
  hasReported,
  isThrottled,
  putAlarm,
  tagAlarm,
  untagAlarm,
} from '../../shared/aws/cloudwatch';
import { allInstances, attachProfile, describeDetails } from '../../shared/aws/ec2';
import { policiesOfProfile } from '../../shared/aws/iam';
import { pacer } from '../../shared/pace';

/**
 * CloudWatch takes 3 changes of alarms and 9 listings a second from an account and region.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const paces = () => ({ change: pacer(3), read: pacer(9), tag: pacer(9) });

export const liveVerbs = () => ({
  describeDetails,
  allInstances,
  attachProfile,
  policiesOfProfile,
  alarmsNamed,
  agentMetrics,
  hasReported,
  alarmTags,
  putAlarm,
  deleteAlarms,
  enableActions,
  disableActions,
  forgetState,
  tagAlarm,
  untagAlarm,
  isThrottled,
  paces: paces(),
});

export type Verbs = ReturnType<typeof liveVerbs>;
