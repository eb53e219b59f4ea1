/** An event that one of the functions could not handle: what the event was, which function, and why. */
import { parseArn } from '../../../shared/aws/arn';
import { functionLogUrl } from '../../../shared/aws/console';
import { type Notification, notification } from '../../../shared/notification';
import type { FailureRecord } from '../../../shared/parsing/failure-record';
import { safeLine } from '../../../shared/text/safe';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';

function explain({ condition, attempts, error }: FailureRecord): string {
  const words = deliveryWords();
  return error === undefined
    ? words.neverReached(condition)
    : words.gaveUp(attempts, condition, safeLine(error));
}

function logLink({ functionName, functionArn }: FailureRecord): Notification['links'] {
  const region = parseArn(functionArn)?.region;
  return region ? [{ text: commonWords().links.function, url: functionLogUrl(region, functionName) }] : [];
}

/** `alarm-responder-prod-processRestarter` → `processRestarter` */
const shortName = ({ functionName }: FailureRecord): string =>
  functionName.replace(/^alarm-responder-.*-/, '');

/**
 * @param nested what the function was to handle; the first gives its facts, its links and its incident
 * @param isInstead whether the function was to notify of it and nobody else has: then this is that notification
 */
export function failureNotification(
  failure: FailureRecord,
  nested: Notification[],
  isInstead: boolean,
): Notification {
  const words = deliveryWords();
  const [original] = nested;
  const subject = nested.map(({ title }) => title).join('; ');
  return notification({
    id: `failure ${failure.requestId ?? failure.at?.getTime() ?? ''}`,
    ...(original && { incident: original.incident }),
    ...(original && isInstead && { id: original.id, alarm: original.alarm }),
    severity: 'critical',
    subject: original?.subject,
    title: subject ? words.failed(subject, shortName(failure)) : words.failedAlone(shortName(failure)),
    text: [
      ...nested.map(({ text }) => text), // first, as in the title
      explain(failure),
      ...(subject && !isInstead ? [words.mayNotBeDone] : []),
    ]
      .filter(Boolean)
      .join('\n\n'),
    at: isInstead ? original?.at : failure.at,
    account: original?.account,
    region: original?.region,
    facts: { ...original?.facts, [commonWords().facts.request]: failure.requestId ?? '' },
    details: nested.flatMap(({ details }) => details),
    links: [...logLink(failure), ...(original?.links ?? [])],
  });
}
