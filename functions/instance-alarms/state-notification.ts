/** A change of an instance's state, in words: the state, AWS's reason, and what became of the alarms. */
import { instanceFacts } from '../../shared/alarm/facts';
import { instanceUrl } from '../../shared/aws/console';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { type Notification, notification } from '../../shared/notification';
import type { InstanceStateChange } from '../../shared/parsing/instance-state-change';
import { npmRun } from '../../shared/text/advice';
import { localTime } from '../../shared/text/clock';
import { safeLine } from '../../shared/text/safe';
import { commonWords } from '../../shared/words/common';
import { instancesWords } from '../../shared/words/instances';
import type { Plan } from './plan';
import type { ProfileOutcome } from './profile';
import type { Outcome } from './reconcile-instance';
import type { Rules } from './rules';

/** `became` is how far its alarms came: it gives numbers only of what was done. */
export type StateFacts = {
  change: InstanceStateChange;
  instance: InstanceDetails | undefined;
  plan: Plan;
  became: Outcome['kind'];
  profile: ProfileOutcome;
};

type Reasons = Pick<InstanceDetails, 'transition' | 'stateReason'>;
type Cause = keyof ReturnType<typeof instancesWords>['reasons'];

/**
 * What EC2's codes and its older sentences mean, the first that fits.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html
 */
const CAUSES: [cause: Cause, said: RegExp][] = [
  [
    'spot',
    /Spot(?:Instance)?(?:Termination|Shutdown|Hibernation|Interruption)|spot instance (?:termination|interruption)/i,
  ],
  ['capacity', /InsufficientInstanceCapacity/],
  ['volume', /VolumeLimitExceeded|InvalidSnapshot|Client\.Volume|EBS/],
  ['launchFailed', /Client\.InternalError|Client\.InvalidParameter|LaunchFail/],
  ['itself', /InstanceInitiatedShutdown|instance initiated/i],
  ['user', /UserInitiatedShutdown|UserInitiatedHibernate|user initiated|Client\.User/i],
  ['aws', /^Server\.|Service initiated|ScheduledStop|InternalError/i],
];

/** Why EC2 changed it, in one of a few words, or `undefined`. */
export function causeOf({ transition = '', stateReason = '' }: Reasons): Cause | undefined {
  const said = `${stateReason}\n${transition}`;
  return CAUSES.find(([, pattern]) => pattern.test(said))?.[0];
}

/** `2026-03-02 03:10:31 GMT` */
const GMT = /(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d) GMT/g;

/** AWS's own words, with when it was asked for, by the one clock of all messages. */
const awsReason = ({ transition = '', stateReason = '' }: Reasons): string =>
  (transition || stateReason)
    .trim()
    .replace(/\.$/, '')
    .replace(GMT, (_, date: string, time: string) => localTime(new Date(`${date}T${time}Z`)));

function alarmText({ plan, became }: StateFacts, { config }: Rules): string {
  if (became !== 'done') return '';
  const words = instancesWords();
  const { actionState, total, deletes } = plan;
  switch (actionState) {
    case 'gone':
      return deletes.length > 0 ? words.deleted(deletes.length) : '';
    case 'disabled':
      return total > 0 ? words.asleep(total) : '';
    case 'grace':
      return total > 0 ? words.grace(total, config.graceMinutes) : '';
    case 'enabled':
      return total > 0 ? words.awake(total) : '';
  }
}

function profileText(profile: ProfileOutcome): string {
  const words = instancesWords();
  switch (profile.kind) {
    case 'nothing':
      return '';
    case 'attached':
      return words.attached(profile.profile);
    case 'waits':
      return words.profileWaits;
    case 'lacks':
      return words.profileLacks(profile.profile, profile.policies);
  }
}

/** What became of its alarms, what AWS says, what lacks, waits or cannot be used. */
function stateSentences(facts: StateFacts, reason: string, rules: Rules): string[] {
  const words = instancesWords();
  const { plan, became, change } = facts;
  const isUp = change.state === 'running';
  const isAwaiting = became === 'awaits opt-in';
  return [
    alarmText(facts, rules),
    reason && words.awsSays(reason),
    isAwaiting && isUp ? words.awaits(npmRun('reconcile', rules, '--apply')) : '',
    isUp && plan.slow > 0 && !isAwaiting ? words.slow : '',
    profileText(facts.profile),
    ...plan.problems.map((problem) => words.problem(problem)),
  ].filter((text) => text !== '');
}

function severityOf({ change, instance, plan }: StateFacts): Notification['severity'] {
  if (plan.problems.length > 0) return 'warning';
  const isExpected = instance?.group !== undefined || change.state === 'running';
  return isExpected ? 'info' : 'warning';
}

/**
 * The state and who caused it as headline; then its alarms, and AWS's own words. It is the same of the same change, and belongs to
 * all else of the instance.
 */
export function stateNotification(facts: StateFacts, rules: Rules): Notification {
  const words = instancesWords();
  const names = commonWords();
  const { change, instance } = facts;
  const { state, instanceId, at, account, region } = change;
  const name = safeLine(instance?.name ?? instanceId);
  const isStill = instance === undefined || instance.state === state;
  const cause = instance && isStill && state !== 'running' ? causeOf(instance) : undefined;
  const reason = instance && isStill ? awsReason(instance) : '';
  return notification({
    id: `instance ${instanceId} ${state} ${at.toISOString()}`,
    incident: `instance ${instanceId}`,
    kind: state === 'stopped' ? 'instance-stopped' : undefined,
    severity: severityOf(facts),
    subject: name,
    title: isStill
      ? words.changed(name, state, cause ? words.reasons[cause] : '')
      : words.changedSince(name, state, instance.state),
    text: stateSentences(facts, reason, rules).join(' '),
    at,
    account,
    region,
    facts: instanceFacts(instanceId, instance),
    links: [{ text: names.links.instance, url: instanceUrl(region, instanceId) }],
  });
}
