/** The instance profile, without which neither the agent nor Systems Manager works. One that is there is never changed. */
import type { InstanceDetails } from '../../shared/aws/ec2';
import type { Verbs } from './deps';

export const NEEDED_POLICIES = ['AmazonSSMManagedInstanceCore', 'CloudWatchAgentServerPolicy'];

/** `waits`: EC2 does not take it yet; the next look tries again. `lacks`: policies that a profile of others has not. */
export type ProfileOutcome =
  | { kind: 'nothing' }
  | { kind: 'attached'; profile: string }
  | { kind: 'waits' }
  | { kind: 'lacks'; profile: string; policies: string[] };

const NOTHING: ProfileOutcome = { kind: 'nothing' };

/** `arn:aws:iam::123456789012:instance-profile/path/NAME` → `NAME` */
const profileName = (arn: string): string => arn.split('/').at(-1) ?? arn;

/** What the profile that an instance has is short of. A role may allow the same by a policy of its own. */
export async function reviewProfile(arn: string, ours: string, verbs: Verbs): Promise<ProfileOutcome> {
  const profile = profileName(arn);
  if (profile === ours) return NOTHING;
  const policies = await verbs.policiesOfProfile(profile);
  const missing = NEEDED_POLICIES.filter((policy) => !policies.includes(policy));
  return missing.length > 0 ? { kind: 'lacks', profile, policies: missing } : NOTHING;
}

/** Gives the instance the profile called `ours`, unless it has one. */
export async function ensureProfile(
  { id, state, profile }: InstanceDetails,
  ours: string,
  verbs: Verbs,
): Promise<ProfileOutcome> {
  if (profile !== undefined) return NOTHING;
  if (state !== 'running' && state !== 'stopped') return { kind: 'waits' };
  switch (await verbs.attachProfile(id, ours)) {
    case 'attached':
      return { kind: 'attached', profile: ours };
    case 'not ready':
      return { kind: 'waits' };
    case 'taken': {
      const again = await verbs.describeDetails(id);
      return again?.profile === undefined ? { kind: 'waits' } : NOTHING;
    }
  }
}
