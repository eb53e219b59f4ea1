/** The notification of an alarm over watched buckets: who called what, and from where. */
import { alarmNotification } from '../../../shared/alarm/notification';
import { insightsUrl } from '../../../shared/aws/console';
import type { Notification } from '../../../shared/notification';
import type { Alarm } from '../../../shared/parsing/alarm';
import { zoneName } from '../../../shared/text/clock';
import { after, MINUTE_MS } from '../../../shared/text/duration';
import { logsWords } from '../../../shared/words/logs';
import type { Deps } from '../deps';
import { historyOf, NO_HISTORY } from '../history';
import { logTimeoutMs, orLeaveOut } from '../optional';
import { accessWindow } from '../window';
import { accessHeadline, accessLines, actorsOf } from './access-lines';
import { type Accesses, readAccesses } from './read-accesses';

const COLUMNS =
  'eventTime, userIdentity.arn, eventName, errorCode, sourceIPAddress, requestParameters.bucketName, requestParameters.key';

/** What is said of the log beside its lines. */
function accessRemarks({ events, unread, complaint, more, problem }: Accesses): string[] {
  const words = logsWords();
  const missing =
    problem !== undefined && events.length === 0 ? words.unreadable(problem) : words.moreThere(problem);
  return [...(more ? [missing] : []), ...(unread > 0 ? [words.unread(unread, complaint)] : [])];
}

/** The first sentence: who, in full. */
function lead({ events, problem }: Accesses): string {
  const words = logsWords();
  if (events.length > 0) return words.by(actorsOf(events));
  return problem === undefined ? words.notYet : words.notReadable;
}

/** Never fails because of the log. */
export async function bucketAccessNotification(
  alarm: Alarm,
  msLeft: number,
  deps: Deps,
): Promise<Notification> {
  const group = deps.accessLog();
  const window = accessWindow(alarm, deps.now());
  const [accesses, history] = await Promise.all([
    readAccesses({ group, ...window }, deps.filterLogEvents, logTimeoutMs(msLeft)),
    orLeaveOut('history', NO_HISTORY, () => historyOf(alarm, deps)),
  ]);
  const lines = [...accessLines(accesses.events), ...accessRemarks(accesses)];
  const query = `fields ${COLUMNS}\n| sort eventTime desc\n| limit 1000`;
  // What is not in the log yet is there in a quarter of an hour.
  const to = after(window.to, 15 * MINUTE_MS);
  const logs = { groups: [group], query, from: window.from, to };
  const words = logsWords();
  return alarmNotification(alarm, {
    ...accessHeadline(accesses.events),
    suffix: history.suffix,
    lead: lead(accesses),
    remarks: history.remark,
    links: alarm.region ? [{ text: words.title, url: insightsUrl(alarm.region, logs) }] : [],
    details: lines.length > 0 ? [{ title: words.who(zoneName()), lines }] : [],
  });
}
