/** The notification that the root user signed in to the console: it may do everything, so there is rarely a good reason. */
import { trailEventUrl } from '../../shared/aws/console';
import { type Notification, notification } from '../../shared/notification';
import type { RootSignIn } from '../../shared/parsing/root-sign-in';
import { MAX_AGENT_LENGTH } from './notifications';

/** AWS's words in ours. */
const MFA = new Map([
  ['Yes', 'used'],
  ['No', 'not used'],
]);

/** What AWS calls `ConsoleLogin` is a sign-in; whatever else there is keeps AWS's name. */
const signInTitle = ({ what }: RootSignIn): string => (what === 'ConsoleLogin' ? 'Sign-in' : what);

const advice = ({ failed }: RootSignIn): string =>
  failed
    ? 'Somebody knows the address of the root user and tries passwords or codes.'
    : 'The root user may do everything. If it was none of you: change its password and its MFA device now, and look at what it did since.';

/** Critical, whether it succeeded or failed. It stands alone. */
export function rootSignInNotification(signIn: RootSignIn): Notification {
  const { at, account, region, sourceIp, userAgent, failed, why, id } = signIn;
  const mfa = MFA.get(signIn.mfa ?? '') ?? 'not known';
  const outcome = failed ? `failed${why ? `: ${why}` : ''}` : 'succeeded';
  return notification({
    id: `root sign-in ${id}`,
    severity: 'critical',
    title: `${signInTitle(signIn)} as the root user ${failed ? 'failed' : 'succeeded'}`,
    text: `From ${sourceIp ?? 'an unknown address'}, MFA ${mfa}. ${advice(signIn)}`,
    at,
    account,
    region,
    facts: {
      Outcome: outcome,
      MFA: mfa,
      'Source IP': sourceIp ?? '',
      'User agent': userAgent?.slice(0, MAX_AGENT_LENGTH) ?? '',
    },
    links: [{ text: 'The event in CloudTrail', url: trailEventUrl(region, id) }],
  });
}
