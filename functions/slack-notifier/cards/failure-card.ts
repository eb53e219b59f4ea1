/** An event that one of the functions could not handle: what the event was, which function, and why. */
import type { FailureRecord } from '../../../shared/parsing/failure-record';
import type { Card } from '../card';

function explain({ functionName, condition, attempts, error }: FailureRecord): string {
  if (error === undefined) return `${functionName} was never reached: Lambda gave up (${condition}).`;
  const tries = attempts === undefined ? '' : ` after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  return `${functionName} failed${tries} (${condition}): ${error}`;
}

/** @param inner the cards of what the function was to handle; the first gives its facts and links */
export function failureCard(failure: FailureRecord, inner: Card[]): Card {
  const [original] = inner;
  const about = inner.map(({ title }) => title).join('; ');
  const explanation = explain(failure);
  return {
    tone: 'critical',
    title: `${about && `${about} — `}${failure.functionName} failed`,
    summary: `${about && `${about} — `}${explanation}`,
    paragraphs: [
      explanation,
      about && 'Its work may be undone. This is what it was about:',
      ...inner.flatMap(({ paragraphs }) => paragraphs),
    ],
    facts: { ...original?.facts, Request: failure.requestId ?? '' },
    details: inner.flatMap(({ details }) => details),
    links: original?.links ?? [],
    at: failure.at,
  };
}
