/** The instance profile, without which neither the agent nor Systems Manager works. One that is there is never changed. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Context, Trigger } from './context';
import type { Plan } from './plan';
import type { Verbs } from './verbs';

const NEEDED_POLICIES = ['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'];

/** `waits`: EC2 does not take it yet; the next poll tries again. `lacks`: policies that a profile of others has not. */
export type ProfileOutcome =
  | { kind: 'nothing' }
  | { kind: 'attached'; profile: string }
  | { kind: 'waits' }
  | { kind: 'lacks'; profile: string; policies: string[] };

/** It is left as it is, and there is nothing to say. */
export const PROFILE_UNTOUCHED: ProfileOutcome = { kind: 'nothing' };

/** `arn:aws:iam::123456789012:instance-profile/path/NAME` → `NAME` */
const profileName = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** What the profile that an instance has is short of. A role may allow the same by a policy of its own. */
async function review(arn: string, ours: string, verbs: Verbs): Promise<ProfileOutcome> {
  const profile = profileName(arn);
  if (profile === ours) return PROFILE_UNTOUCHED;
  const policies = await verbs.policiesOfProfile(profile);
  const missing = NEEDED_POLICIES.filter((policy) => !policies.includes(policy));
  return missing.length > 0 ? { kind: 'lacks', profile, policies: missing } : PROFILE_UNTOUCHED;
}

/** Gives the profile called `ours` to an instance that has none. */
async function attach({ id, state }: InstanceDetails, ours: string, verbs: Verbs): Promise<ProfileOutcome> {
  if (state !== 'running' && state !== 'stopped') return { kind: 'waits' };
  switch (await verbs.attachProfile(id, ours)) {
    case 'attached':
      return { kind: 'attached', profile: ours };
    case 'not ready':
      return { kind: 'waits' };
    case 'taken': {
      const again = await verbs.describeDetails(id);
      return again?.profile === undefined ? { kind: 'waits' } : PROFILE_UNTOUCHED;
    }
  }
}

/**
 * A watched instance without a profile gets ours; a start is the moment to say what another one lacks.
 * @returns what was done, or without `act` what would be
 */
export async function reconcileProfile(
  instance: InstanceDetails | undefined,
  { watched }: Plan,
  trigger: Trigger,
  { verbs, rules, act }: Context,
): Promise<ProfileOutcome> {
  if (!instance || !watched || !rules.config.profile) return PROFILE_UNTOUCHED;
  const isChange = trigger === 'state change';
  if (isChange && instance.state !== 'running') return PROFILE_UNTOUCHED;
  if (instance.profile !== undefined) {
    return isChange ? review(instance.profile, rules.profile, verbs) : PROFILE_UNTOUCHED;
  }
  return act ? attach(instance, rules.profile, verbs) : { kind: 'attached', profile: rules.profile };
}
