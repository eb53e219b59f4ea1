/** A change of an instance's state, in words: the state, AWS's reason, and what became of the alarms. */
import { instanceUrl } from '../../shared/aws/console';
import type { InstanceDetails } from '../../shared/aws/ec2';
import { type Notification, notification } from '../../shared/notification';
import type { InstanceStateChange } from '../../shared/parsing/instance-state-change';
import { counted } from '../../shared/text/plural';
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

const alarms = (count: number): string => counted(count, 'alarm');

/**
 * AWS's own words: `User initiated (2020-03-25 05:42:48 GMT)` → `user initiated`, or the message behind a code such as
 * `Server.SpotInstanceTermination: …`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_StateReason.html
 */
export function reasonOf({
  transition = '',
  stateReason = '',
}: Pick<InstanceDetails, 'transition' | 'stateReason'>) {
  const withoutDate = transition.replace(/\s{0,20}\([^)]{0,200}\)\s{0,20}$/, '').trim();
  const withoutCode = stateReason.replace(/^(?:Client|Server)\.[\w.]+:\s*/, '').trim();
  const isCode = /^(?:Client|Server)\.[\w.]+$/.test(withoutDate);
  const reason = isCode ? withoutCode || withoutDate : withoutDate || withoutCode;
  return reason.replace(/^[A-Z](?=[a-z]*\b[^.])/, (letter) => letter.toLowerCase()).replace(/\.$/, '');
}

/** `web-1 (i-…, t3.micro, ap-northeast-2a)`, or what is known of it. */
function whoIs({ instanceId }: InstanceStateChange, instance: InstanceDetails | undefined): string {
  const { name, type, zone } = instance ?? {};
  const facts = [name && instanceId, type, zone].filter(Boolean).join(', ');
  return facts ? `${name ?? instanceId} (${facts})` : instanceId;
}

function alarmText({ plan, became }: StateFacts, { config }: Rules): string {
  if (became !== 'done') return '';
  const { actionState, total, deletes } = plan;
  switch (actionState) {
    case 'gone':
      return deletes.length > 0 ? `${alarms(deletes.length)} deleted` : '';
    case 'disabled':
      return total > 0 ? `${alarms(total)} asleep` : '';
    case 'grace':
      return total > 0
        ? `${alarms(total)}, asleep for ${config.graceMinutes} minutes or until the agent reports`
        : '';
    case 'enabled':
      return total > 0 ? `${alarms(total)} awake` : '';
  }
}

function profileText(profile: ProfileOutcome): string {
  switch (profile.kind) {
    case 'nothing':
      return '';
    case 'attached':
      return `It had no instance profile and got ${profile.profile}.`;
    case 'waits':
      return 'It has no instance profile yet; the next look gives it one.';
    case 'lacks':
      return `Its instance profile ${profile.profile} lacks ${profile.policies.join(' and ')}; it is not changed.`;
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function stateSentences(facts: StateFacts, { stage }: Rules): string[] {
  const { plan, became, change } = facts;
  const isUp = change.state === 'running';
  const isAwaiting = became === 'awaits opt-in';
  const slow = isUp && plan.slow > 0 && !isAwaiting;
  return [
    isAwaiting && isUp
      ? `It was there before this service: its alarms wait for \`npm run reconcile -- --stage ${stage} --apply\`.`
      : '',
    slow ? 'Detailed monitoring is off: CPU is looked at every five minutes.' : '',
    profileText(facts.profile),
    ...plan.problems.map((problem) => `${capital(problem)}.`),
  ].filter(Boolean);
}

function severityOf({ change, instance, plan }: StateFacts): Notification['severity'] {
  if (plan.problems.length > 0) return 'warning';
  const isExpected = instance?.group !== undefined || change.state === 'running';
  return isExpected ? 'info' : 'warning';
}

/**
 * State, reason and alarms in one sentence; what lacks, waits or cannot be used in others. It is the same of the same
 * change, and belongs to all else of the instance.
 */
export function stateNotification(facts: StateFacts, rules: Rules): Notification {
  const { change, instance } = facts;
  const { state, instanceId, at, account, region } = change;
  const isStill = instance === undefined || instance.state === state;
  const reason = instance && isStill ? reasonOf(instance) : '';
  const verb = isStill ? `is ${state}` : `was ${state}, and is ${instance.state} by now`;
  const first = [reason, alarmText(facts, rules)].filter(Boolean).join('; ');
  const sentence = `${whoIs(change, instance)} ${verb}${first && `: ${first}`}.`;
  return notification({
    id: `instance ${instanceId} ${state} ${at.toISOString()}`,
    incident: `instance ${instanceId}`,
    kind: state === 'stopped' ? 'instance-stopped' : undefined,
    severity: severityOf(facts),
    title: `Instance ${state}: ${instance?.name ?? instanceId}`,
    text: [sentence, ...stateSentences(facts, rules)].join(' '),
    at,
    account,
    region,
    facts: {
      Instance: instanceId,
      Type: instance?.type ?? '',
      Zone: instance?.zone ?? '',
      'Auto Scaling group': instance?.group ?? '',
    },
    links: [{ text: 'Instance', url: instanceUrl(region, instanceId) }],
  });
}
