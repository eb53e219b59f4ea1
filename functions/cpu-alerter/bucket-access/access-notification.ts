/** The notification of an alarm over watched buckets: who called what, and from where. */
import { alarmNotification } from '../../../shared/alarm/notification';
import { insightsUrl } from '../../../shared/aws/console';
import type { Notification } from '../../../shared/notification';
import type { Alarm } from '../../../shared/parsing/alarm';
import { after, MINUTE_MS } from '../../../shared/text/duration';
import type { Deps } from '../deps';
import { historyOf } from '../history';
import { logTimeoutMs, orLeaveOut } from '../optional';
import { accessWindow } from '../window';
import { accessLines, actorsOf } from './access-lines';
import { type Accesses, readAccesses } from './read-accesses';

const COLUMNS =
  'eventTime, userIdentity.arn, eventName, errorCode, sourceIPAddress, requestParameters.bucketName, requestParameters.key';

/** What is said of the log beside its lines. */
function accessRemarks({ events, unread, complaint, more, problem }: Accesses): string[] {
  const missing =
    problem !== undefined && events.length === 0
      ? `The log could not be read: ${problem}`
      : `There is more in the log${problem ? ` (${problem})` : ''}.`;
  return [
    ...(more ? [missing] : []),
    ...(unread > 0
      ? [`${unread} ${unread === 1 ? 'record' : 'records'} could not be read. ${complaint}`]
      : []),
  ];
}

/** The sentence that comes first, also on a phone. */
function headline({ events, problem }: Accesses): string {
  if (events.length > 0) return `By ${actorsOf(events)}.`;
  if (problem !== undefined) return 'Who it was could not be looked up.';
  return 'Who it was is not in the log yet: CloudTrail writes minutes late. The link "Logs" looks again.';
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
    orLeaveOut('history', '', () => historyOf(alarm, deps)),
  ]);
  const lines = [...accessLines(accesses.events), ...accessRemarks(accesses)];
  const query = `fields ${COLUMNS}\n| sort eventTime desc\n| limit 1000`;
  // What is not in the log yet is there in a quarter of an hour.
  const to = after(window.to, 15 * MINUTE_MS);
  const logs = { groups: [group], query, from: window.from, to };
  return alarmNotification(alarm, {
    lead: headline(accesses),
    remarks: history,
    links: alarm.region ? [{ text: 'Logs', url: insightsUrl(alarm.region, logs) }] : [],
    details: lines.length > 0 ? [{ title: 'Who touched what (times are UTC)', lines }] : [],
  });
}
