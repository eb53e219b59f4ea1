/** One line of the log for each delivery: what came of it, and why. */
import { log } from '../../shared/log';
import type { Notification } from '../../shared/notification';
import { safeLine } from '../../shared/text/safe';
import type { Result } from './delivery/round';

const MAX_LOGGED_LENGTH = 300;
const logged = (text: string): string => safeLine(text, MAX_LOGGED_LENGTH);

/** What it is called, for the log and the answer: foreign text, made fit for both. */
export const loggedName = ({ alarm, title }: Notification): string =>
  logged(alarm ? `${alarm.state} ${alarm.name}` : `notification ${title}`);

/** In the log `again` is `still queued`: its message stays in the queue. */
export function logResult(
  { alarm, ...content }: Notification,
  { outcome, why }: Result,
  more: { requestId: string; ms?: number },
): void {
  const line = {
    ...more,
    event: loggedName({ alarm, ...content }),
    ...(alarm && { alarm: logged(alarm.name), state: alarm.state }),
    why,
  };
  if (outcome === 'failed' || outcome === 'failed over') log().error(outcome, line);
  else if (outcome === 'again') log().warn('still queued', line);
  else log().info(outcome, line);
}
