/** The notification that the root user signed in to the console: it may do everything, so there is rarely a good reason. */
import { trailEventUrl } from '../../shared/aws/console';
import { type Notification, notification } from '../../shared/notification';
import type { RootSignIn } from '../../shared/parsing/root-sign-in';
import { commonWords } from '../../shared/words/common';
import { trailsWords } from '../../shared/words/trails';
import { agentText } from './notifications';

/** What AWS calls `ConsoleLogin` is a sign-in; whatever else there is keeps AWS's name. */
const whatOf = ({ what }: RootSignIn): string => (what === 'ConsoleLogin' ? trailsWords().signIn : what);

function mfaText({ mfa }: RootSignIn): string {
  const words = trailsWords().mfa;
  if (mfa === 'Yes') return words.used;
  return mfa === 'No' ? words.notUsed : words.unknown;
}

/** Critical, whether it succeeded or failed. It stands alone. */
export function rootSignInNotification(signIn: RootSignIn): Notification {
  const words = trailsWords();
  const names = commonWords();
  const { at, account, region, sourceIp, userAgent, failed, why, id } = signIn;
  const what = whatOf(signIn);
  return notification({
    id: `root sign-in ${id}`,
    severity: 'critical',
    title: failed ? words.rootFailed(what) : words.rootSignedIn(what),
    text: [
      words.rootFrom(sourceIp ?? words.unknownAddress, mfaText(signIn)),
      failed && why ? words.why(why) : '',
      failed ? words.rootFailedAdvice : words.rootAdvice,
    ]
      .filter(Boolean)
      .join(' '),
    at,
    account,
    region,
    facts: { [names.facts.agent]: agentText(userAgent) },
    links: [{ text: names.links.event, url: trailEventUrl(region, id) }],
  });
}
