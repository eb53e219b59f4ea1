/** What people are notified of about a trail. */
import { trailEventUrl } from '../../shared/aws/console';
import { actorOf } from '../../shared/cloudtrail/actor';
import { type Notification, type NotificationWords, notification } from '../../shared/notification';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { durationText } from '../../shared/text/duration';
import { trailName } from './home';
import { type Baseline, settingLines } from './settings';
import type { RepeatedStops, StartOutcome, TrailStart } from './start';

/** What a notification is about: a call, or what the poll found, which knows nobody. `arn` is absent on some refused calls. */
export type TrailSubject = {
  arn: string | undefined;
  account: string;
  region: string;
  at: Date;
  call?: TrailCall;
};

type TrailWords = NotificationWords & Partial<Pick<Notification, 'details'>>;

/** `notes` are sentences: who switched it off, what is wrong with its pause. The window is that of repeated stops. */
type StopDetails = { stoppedAt: Date | undefined; notes: (string | undefined)[]; windowMinutes: number };

/** A browser's name is long, and says little at its end. */
export const MAX_AGENT_LENGTH = 150;

/** `Trail audit`, to begin a sentence. */
export const nameIn = ({ arn }: TrailSubject): string => (arn ? `Trail ${trailName(arn)}` : 'A trail');

/** Sentences, one after the other; those that are not there are left out. */
export const sentences = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');

/** What belongs to one trail. */
export const trailIncident = (arn: string): string => `trail ${arn}`;

/** Of the notification of a call, and of the claim to answer it. */
export const trailCallId = ({ id }: TrailCall): string => `trail call ${id}`;

/** Words about a trail with the facts that people ask for first. Of a trail that is not known they stand alone. */
export const aboutTrail = (
  subject: TrailSubject,
  words: TrailWords,
  more: Record<string, string> = {},
): Notification =>
  notification({
    ...words,
    ...(subject.call && { id: trailCallId(subject.call) }),
    ...(subject.arn && { incident: trailIncident(subject.arn) }),
    at: subject.at,
    account: subject.account,
    region: subject.region,
    facts: {
      Trail: subject.arn ? trailName(subject.arn) : 'not known',
      Who: subject.call ? actorOf(subject.call.caller) : 'not known',
      'Source IP': subject.call?.sourceIp ?? '',
      'User agent': subject.call?.userAgent?.slice(0, MAX_AGENT_LENGTH) ?? '',
      ...more,
    },
    links: subject.call
      ? [{ text: 'The event in CloudTrail', url: trailEventUrl(subject.region, subject.call.id) }]
      : [],
  });

/** Said when the table did not answer. */
export const unguarded = (problem: string | undefined): string | undefined =>
  problem && `This may be told twice, and is not counted: ${problem}`;

/** As the poll last saw a deleted trail, to create it anew. */
export const baselineDetails = (before: Baseline | undefined): Notification['details'] => [
  {
    title: 'As it was set',
    lines: before
      ? settingLines(before.settings, before.selectors)
      : ['not known: the poll had not seen it yet'],
  },
];

function offFor(at: Date, stoppedAt: Date | undefined): string {
  return stoppedAt ? durationText(at.getTime() - stoppedAt.getTime()) : 'a time that is not known';
}

function repeatedText({ count }: RepeatedStops, minutes: number): string {
  return `It was switched on again ${count} times in ${minutes} minutes, and will be each time. From now on only every tenth time is told. Take the right to do so from whoever does it.`;
}

/** It is on again, whoever did that; `undefined` where of repeated stops this one is not notified. */
function onAgainNotification(
  subject: TrailSubject,
  outcome: Extract<StartOutcome, { at: Date }>,
  { repeatedStops, problem }: TrailStart,
  { stoppedAt, notes, windowMinutes }: StopDetails,
): Notification | undefined {
  if (repeatedStops?.kind === 'suppressed') return undefined;
  const name = nameIn(subject);
  const off = offFor(outcome.at, stoppedAt);
  const more = { 'Off for': off };
  if (repeatedStops?.kind === 'begins' || repeatedStops?.kind === 'continues') {
    const title = `Somebody keeps switching off ${name.replace('Trail', 'trail')}`;
    const text = repeatedText(repeatedStops, windowMinutes);
    return aboutTrail(subject, { severity: 'critical', title, text }, more);
  }
  const done =
    outcome.kind === 'on already'
      ? 'Somebody, or the poll, had switched it on before this was read.'
      : sentences('It was switched on again.', outcome.problem);
  const text = sentences(...notes, `It was off for ${off}.`, done, unguarded(problem));
  const title = `${name} was switched off and is on again`;
  return aboutTrail(subject, { severity: 'warning', title, text }, more);
}

/** How switching on went; `undefined` where of repeated stops this one is not notified. */
export function startNotification(
  subject: TrailSubject & { arn: string },
  start: TrailStart,
  stop: StopDetails,
): Notification | undefined {
  const { outcome } = start;
  const name = nameIn(subject);
  switch (outcome.kind) {
    case 'failed': {
      const command = `aws cloudtrail start-logging --name ${subject.arn} --region ${subject.region}`;
      const next = `It records nothing until somebody runs: ${command}`;
      const text = sentences(...stop.notes, `It could not be switched on again: ${outcome.error}.`, next);
      return aboutTrail(subject, { severity: 'critical', title: `${name} is still OFF`, text });
    }
    case 'dry run': {
      const would = 'Dry run: on AWS it would be switched on again, unless its tag pauses it.';
      const text = sentences(...stop.notes, would);
      return aboutTrail(subject, { severity: 'warning', title: `${name} was switched off`, text });
    }
    default:
      return onAgainNotification(subject, outcome, start, stop);
  }
}
