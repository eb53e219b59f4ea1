/** An event that one of the functions could not handle: what the event was, which function, and why. */
import { type Notification, notification } from '../../../shared/notification';
import type { FailureRecord } from '../../../shared/parsing/failure-record';
import { counted } from '../../../shared/text/plural';
import { safeLine } from '../../../shared/text/safe';

function explain({ condition, attempts, error }: FailureRecord): string {
  if (error === undefined) return `It was never reached: Lambda gave up (${condition}).`;
  const tries = attempts === undefined ? '' : ` after ${counted(attempts, 'attempt')}`;
  return `It gave up${tries} (${condition}): ${safeLine(error)}`;
}

/**
 * @param nested what the function was to handle; the first gives its facts, its links and its incident
 * @param isInstead whether the function was to notify of it and nobody else has: then this is that notification
 */
export function failureNotification(
  failure: FailureRecord,
  nested: Notification[],
  isInstead: boolean,
): Notification {
  const [original] = nested;
  const subject = nested.map(({ title }) => title).join('; ');
  return notification({
    id: `failure ${failure.requestId ?? failure.at?.getTime() ?? ''}`,
    ...(original && { incident: original.incident }),
    ...(original && isInstead && { id: original.id, alarm: original.alarm }),
    severity: 'critical',
    // What stands for the alarm itself begins with it.
    title: isInstead
      ? `${subject} — ${failure.functionName} failed`
      : `${failure.functionName} failed${subject && ` on ${subject}`}`,
    text: [
      explain(failure),
      subject && 'What it was to do may not be done. It was about this:',
      ...nested.map(({ text }) => text),
    ]
      .filter(Boolean)
      .join('\n\n'),
    at: isInstead ? original?.at : failure.at,
    account: original?.account,
    region: original?.region,
    facts: { ...original?.facts, Request: failure.requestId ?? '' },
    details: nested.flatMap(({ details }) => details),
    links: original?.links ?? [],
  });
}
