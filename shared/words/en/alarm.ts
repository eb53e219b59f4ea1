/** What is said of an alarm: its headline, and the one sentence below it. `what` is what it watches: `CPU`, `disk /`. */
import type { Comparison } from '../../parsing/alarm-reason';
import { listed, ordinal } from './common';

const COMPARISONS: Record<Comparison, string> = {
  above: 'above the limit',
  'at-or-above': 'at or above the limit',
  below: 'below the limit',
  'at-or-below': 'at or below the limit',
  'outside-band': 'outside what is expected',
  'above-band': 'above what is expected',
  'below-band': 'below what is expected',
};

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

/** `errors`, `messages waiting`, `DeliveryErrors`: several. */
const isPlural = (what: string): boolean => /[a-z]{2}[^\Wsui_]s\b/.test(what);
const isOrAre = (what: string): string => (isPlural(what) ? 'are' : 'is');

export const alarm = {
  /** Of metric math that nobody has named. */
  value: 'value',
  /** Behind the name of the thing. */
  over: (what: string, value: string, limit: string): string =>
    what ? `${what} at ${value} (limit ${limit})` : `${value} (limit ${limit})`,
  unexpected: (what: string, value: string, expected: string): string =>
    what ? `${what} at ${value} (expected ${expected})` : `${value} (expected ${expected})`,
  expected: (lower: string | undefined, upper: string | undefined): string =>
    lower && upper ? `${lower} to ${upper}` : lower ? `${lower} or more` : `${upper} or less`,
  back: (what: string, value: string): string =>
    what ? `${what} ${isOrAre(what)} back at ${value}` : `back at ${value}`,
  ok: (what: string): string => (what ? `${what} ${isOrAre(what)} OK` : 'OK'),
  rings: (what: string): string => (what ? `${what} ${isOrAre(what)} in ALARM` : 'in ALARM'),
  noData: (what: string): string => (what ? `${what} ${isPlural(what) ? 'have' : 'has'} no data` : 'no data'),
  processDown: (process: string): string => `${process} is not running`,
  processUp: (process: string): string => `${process} is running again`,
  childrenRing: (names: string[], more: number): string =>
    `${listed(more > 0 ? [...names, `${more} more`] : names)} ${names.length + more === 1 ? 'is' : 'are'} ringing`,
  /** Behind a headline. */
  after: (duration: string): string => `, after ${duration}`,
  nth: (count: number): string => `, ${ordinal(count)} time in 24 h`,
  /** Below a headline. */
  lasting: (comparison: Comparison, span: string): string =>
    sentence(`${COMPARISONS[comparison]} for ${span}`),
  lastingIn: (comparison: Comparison, span: string): string =>
    sentence(`${COMPARISONS[comparison]} in ${span}`),
  /** Of what is true or not, such as a process that does not run. */
  since: (span: string): string => `For ${span}.`,
  sinceIn: (span: string): string => `In ${span}.`,
  missingIsBad: 'No data came, which counts as a fault.',
  missingIsGood: 'No data came, which counts as OK.',
  byHand: (reason: string): string => `Set by hand: ${reason}`,
  tooLittle: 'Too little data came to say how it is.',
  previous: (duration: string): string => `The one before took ${duration}.`,
  acted: (what: string): string => `What was done: ${what}.`,
};
