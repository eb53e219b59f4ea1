/** What people are told about a trail. */

import { trailEventUrl } from '../../shared/aws/console';
import { actorOf } from '../../shared/cloudtrail/actor';
import { type Notice, notice } from '../../shared/notice';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { durationText } from '../../shared/text/duration';
import type { Duel } from './duel';
import { trailName } from './place';
import type { Switched } from './switch-on';

/** What a notice is about: a call, or what the poll found, which knows nobody. `arn` is absent on some refused calls. */
export type Subject = {
  arn: string | undefined;
  account: string;
  region: string;
  at: Date;
  call?: TrailCall;
};

export type Words = Pick<Notice, 'severity' | 'title' | 'text'> & Partial<Pick<Notice, 'details'>>;

const MOST_OF_AGENT = 150;

/** `Trail audit`, to begin a sentence. */
export const nameIn = ({ arn }: Subject): string => (arn ? `Trail ${trailName(arn)}` : 'A trail');

/** Sentences, one after the other; those that are not there are left out. */
export const sentences = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');

/** Words about a trail with the facts that people ask for first. */
export const aboutTrail = (subject: Subject, words: Words, more: Record<string, string> = {}): Notice =>
  notice({
    ...words,
    at: subject.at,
    account: subject.account,
    region: subject.region,
    fields: {
      Trail: subject.arn ? trailName(subject.arn) : 'not known',
      Who: subject.call ? actorOf(subject.call.caller) : 'not known',
      'Source IP': subject.call?.sourceIp ?? '',
      'User agent': subject.call?.userAgent?.slice(0, MOST_OF_AGENT) ?? '',
      ...more,
    },
    links: subject.call
      ? [{ text: 'The event in CloudTrail', url: trailEventUrl(subject.region, subject.call.id) }]
      : [],
  });

/** Said when the guard did not answer. */
export const unguarded = (problem: string | undefined): string | undefined =>
  problem && `This may be told twice, and is not counted: ${problem}`;

function duelWords(subject: Subject, { count }: Duel, minutes: number): Words {
  return {
    severity: 'critical',
    title: `Somebody keeps switching off ${nameIn(subject).replace('Trail', 'trail')}`,
    text: `It was switched on again ${count} times in ${minutes} minutes, and will be each time. From now on only every tenth time is told. Take the right to do so from whoever does it.`,
  };
}

function offFor(at: Date, stoppedAt: Date | undefined): string {
  return stoppedAt ? durationText(at.getTime() - stoppedAt.getTime()) : 'a time that is not known';
}

type Cause = { stoppedAt: Date | undefined; notes: (string | undefined)[]; minutes: number };

/** How switching on went; `undefined` when it is not told because a duel goes on. */
export function switchedNotice(
  subject: Subject & { arn: string },
  { restart, duel, problem }: Switched,
  { stoppedAt, notes, minutes }: Cause,
): Notice | undefined {
  const name = nameIn(subject);
  if (restart.kind === 'failed') {
    const command = `aws cloudtrail start-logging --name ${subject.arn} --region ${subject.region}`;
    const text = sentences(
      ...notes,
      `It could not be switched on again: ${restart.error}.`,
      `It records nothing until somebody runs: ${command}`,
    );
    return aboutTrail(subject, { severity: 'critical', title: `${name} is still OFF`, text });
  }
  if (restart.kind === 'dry run') {
    const text = sentences(
      ...notes,
      'Dry run: on AWS it would be switched on again, unless its tag pauses it.',
    );
    return aboutTrail(subject, { severity: 'warning', title: `${name} was switched off`, text });
  }
  if (duel?.kind === 'quiet') return undefined;
  const off = offFor(restart.at, stoppedAt);
  const more = { 'Off for': off };
  if (duel?.kind === 'starts' || duel?.kind === 'goes on') {
    return aboutTrail(subject, duelWords(subject, duel, minutes), more);
  }
  const outcome =
    restart.kind === 'on already'
      ? `Somebody, or the poll, had switched it on before this was read.`
      : sentences('It was switched on again.', restart.problem);
  const text = sentences(...notes, `It was off for ${off}.`, outcome, unguarded(problem));
  return aboutTrail(
    subject,
    { severity: 'warning', title: `${name} was switched off and is on again`, text },
    more,
  );
}
