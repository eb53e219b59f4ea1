/** What the notifier adds by itself: digests, what comes late, failures, mails and SMS. */
import { counted } from '../../text/plural';
import { listed } from './common';

export const delivery = {
  // Digests. `span` is `from 12:00 to 12:07`, or `at 12:00`.
  alarms: (count: number): string => counted(count, 'alarm'),
  messages: (count: number): string => counted(count, 'message'),
  counts: (counts: string[], span: string, ringing: number): string =>
    `${listed(counts)}${span && ` ${span}`}${ringing > 0 ? `, ${ringing} still ringing` : ''}`,
  from: (first: string, last: string): string => `from ${first} to ${last}`,
  at: (moment: string): string => `at ${moment}`,
  andMore: (title: string, count: number): string => `${title}, and ${counted(count, 'more message')}`,
  together: (zone: string): string =>
    `They come together, because they could not be delivered one by one. Times: ${zone}.`,
  moreChanges: (count: number): string => `… ${count} more changes …`,

  // What comes late. `label` is `web-2: disk /`.
  late: (at: string): string => ` (late: ${at})`,
  since: (label: string, state: string, at: string): string => `${label} is ${state} since ${at}`,
  lateChanges: (changes: string): string => ` (late: ${changes})`,
  sinceThen: (at: string, state: string, since: string): string =>
    ` (late: ${at}; since then ${state} at ${since})`,
  atThatTime: (at: string, text: string): string => `At ${at}: ${text}`,

  // Without Slack, or without the table
  unsure: 'The state table could not be asked: this may come twice, or late.',
  noSlack: (why: string): string => `Slack could not be reached, so this is told here alone. ${why}`,
  noSlackSubject: '[Slack could not be reached]',
  noSlackSms: 'No Slack!',
  /** Begins an SMS. */
  smsSeverity: (severity: string): string => severity,
  missedSms: (count: number): string => `(+${count} more)`,
  notAllShown: '… and more that did not fit.',

  // Failures
  failed: (title: string, name: string): string => `${title}, and ${name} failed`,
  failedAlone: (name: string): string => `${name} failed`,
  neverReached: (condition: string): string => `It was never reached: Lambda gave up (${condition}).`,
  gaveUp: (attempts: number | undefined, condition: string, error: string): string =>
    `It gave up${attempts === undefined ? '' : ` after ${counted(attempts, 'attempt')}`} (${condition}): ${error}`,
  mayNotBeDone: 'What it was to do may not be done.',

  // Texts
  fromAws: 'A message from AWS',
  asItCame: (problem: string): string => `Shown as it came. ${problem}.`,
  notInWords: (error: string): string => `It could not be put into words: ${error}`,
  notShown: (error: string): string => `Something that cannot be shown (${error}).`,
  content: 'Content',
  canary: (reason: string): string => `Canary ${reason}`,
  canaryText: 'Somebody asked whether an alarm reaches this channel. It does; there is nothing to do.',
};
