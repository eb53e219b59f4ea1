/** What is asked of AWS and done there. Every client is loaded when it is first needed. */
import { pacer } from '../../shared/aws/pacer';
import { isThrottled } from '../../shared/aws/throttled';
import { lazily } from '../../shared/lazily';

const cloudwatch = () => import('../../shared/aws/cloudwatch');
const ec2 = () => import('../../shared/aws/ec2');

/**
 * Calls a second. CloudWatch takes 3 changes of alarms, 9 listings and 400 questions about statistics from an account
 * and region. Most of the last are left to others, such as dashboards.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 */
const paces = { change: pacer(3), read: pacer(9), statistics: pacer(100), tag: pacer(9) };

/** `paces` are waited for before each call, by what it does; listings wait by themselves. */
export const verbs = {
  describeDetails: lazily(async () => (await ec2()).describeDetails),
  allInstances: lazily(async () => (await ec2()).allInstances),
  attachProfile: lazily(async () => (await ec2()).attachProfile),
  policiesOfProfile: lazily(async () => (await import('../../shared/aws/iam')).policiesOfProfile),
  alarmsNamed: lazily(async () => (await cloudwatch()).alarmsNamed),
  agentMetrics: lazily(async () => (await cloudwatch()).agentMetrics),
  hasReported: lazily(async () => (await cloudwatch()).hasReported),
  hasReportedForDays: lazily(async () => (await cloudwatch()).hasReportedForDays),
  wasAboveZero: lazily(async () => (await cloudwatch()).wasAboveZero),
  alarmTags: lazily(async () => (await cloudwatch()).alarmTags),
  putAlarm: lazily(async () => (await cloudwatch()).putAlarm),
  deleteAlarms: lazily(async () => (await cloudwatch()).deleteAlarms),
  enableActions: lazily(async () => (await cloudwatch()).enableActions),
  disableActions: lazily(async () => (await cloudwatch()).disableActions),
  resetState: lazily(async () => (await cloudwatch()).resetState),
  tagAlarm: lazily(async () => (await cloudwatch()).tagAlarm),
  untagAlarm: lazily(async () => (await cloudwatch()).untagAlarm),
  isThrottled,
  paces,
};

export type Verbs = typeof verbs;
