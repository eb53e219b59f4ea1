/** What people are notified of about a trail. */
import { trailEventUrl, trailsUrl, trailUrl, userUrl } from '../../shared/aws/console';
import { actorName, actorOf } from '../../shared/cloudtrail/actor';
import { type Notification, type NotificationWords, notification } from '../../shared/notification';
import type { TrailCall } from '../../shared/parsing/trail-call';
import { dateTimeText } from '../../shared/text/clock';
import { durationText } from '../../shared/text/duration';
import { commonWords } from '../../shared/words/common';
import { trailsWords } from '../../shared/words/trails';
import { trailName } from './home';
import { type Baseline, settingLines } from './settings';
import type { StartOutcome, TrailStart } from './start';

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

const MAX_AGENT_LENGTH = 100;

/** `aws-cli/2.27.1`, `a browser`: what follows is long, and says little to people. */
export function agentText(userAgent = ''): string {
  const [first = ''] = userAgent.replace(/^\[/, '').split(' ');
  return first.startsWith('Mozilla/') ? commonWords().browser : first.slice(0, MAX_AGENT_LENGTH);
}

/** `audit`, as headlines name it. */
export const nameIn = ({ arn }: TrailSubject): string => (arn ? trailName(arn) : trailsWords().unknownTrail);

/** Sentences, one after the other; those that are not there are left out. */
export const sentences = (...parts: (string | undefined)[]): string => parts.filter(Boolean).join(' ');

/** What belongs to one trail. */
export const trailIncident = (arn: string): string => `trail ${arn}`;

/** Of the notification of a call, and of the claim to answer it. */
export const trailCallId = ({ id }: TrailCall): string => `trail call ${id}`;

/** The user who made the call, where IAM has a page of them. */
function userLink({ region, call }: TrailSubject): Notification['links'] {
  const { type, userName } = call?.caller ?? {};
  return type === 'IAMUser' && userName
    ? [{ text: commonWords().links.user, url: userUrl(region, userName) }]
    : [];
}

function trailLinks(subject: TrailSubject): Notification['links'] {
  const { region, arn, call } = subject;
  const { links } = commonWords();
  return [
    ...(call ? [{ text: links.event, url: trailEventUrl(region, call.id) }] : []),
    arn ? { text: links.trail, url: trailUrl(region, arn) } : { text: links.trails, url: trailsUrl(region) },
    ...userLink(subject),
  ];
}

/** Who and from where, as the first sentence says it: `By IAM user mary, without MFA.` */
const byWhom = ({ call }: TrailSubject): string | undefined => call && trailsWords().by(actorOf(call.caller));

/** Words about a trail with the facts that people ask for first. Of a trail that is not known they stand alone. */
export function aboutTrail(subject: TrailSubject, words: TrailWords): Notification {
  const { facts } = commonWords();
  const { call } = subject;
  return notification({
    ...words,
    text: sentences(byWhom(subject), words.text),
    ...(call && { id: trailCallId(call) }),
    ...(subject.arn && { incident: trailIncident(subject.arn) }),
    subject: nameIn(subject),
    at: subject.at,
    account: subject.account,
    region: subject.region,
    facts: {
      [facts.source]: call?.sourceIp ?? '',
      [facts.agent]: agentText(call?.userAgent),
    },
    links: trailLinks(subject),
  });
}

/** Said when the table did not answer. */
export const unguarded = (problem: string | undefined): string | undefined =>
  problem && trailsWords().unguarded(problem);

/** As the poll last saw a deleted trail, to create it anew. */
export const baselineDetails = (before: Baseline | undefined): Notification['details'] => [
  {
    title: trailsWords().asItWas,
    lines: before ? settingLines(before.settings, before.selectors) : [trailsWords().notSeen],
  },
];

const offFor = (at: Date, stoppedAt: Date | undefined): string =>
  stoppedAt
    ? trailsWords().offFor(durationText(at.getTime() - stoppedAt.getTime()), dateTimeText(stoppedAt))
    : trailsWords().offForUnknown;

const whoIn = ({ call }: TrailSubject): string | undefined => call && actorName(call.caller);

/** It is on again, whoever did that; `undefined` where of repeated stops this one is not notified. */
function onAgainNotification(
  subject: TrailSubject,
  outcome: Extract<StartOutcome, { at: Date }>,
  { repeatedStops, problem }: TrailStart,
  { stoppedAt, notes, windowMinutes }: StopDetails,
): Notification | undefined {
  if (repeatedStops?.kind === 'suppressed') return undefined;
  const words = trailsWords();
  const name = nameIn(subject);
  if (repeatedStops?.kind === 'begins' || repeatedStops?.kind === 'continues') {
    const text = words.repeatedText(repeatedStops.count, windowMinutes);
    return aboutTrail(subject, { severity: 'critical', title: words.repeated(name), text });
  }
  const done =
    outcome.kind === 'on already' ? words.startedBefore : sentences(words.startedAgain, outcome.problem);
  const text = sentences(offFor(outcome.at, stoppedAt), ...notes, done, unguarded(problem));
  return aboutTrail(subject, { severity: 'warning', title: words.onAgain(name, whoIn(subject)), text });
}

/** How switching on went; `undefined` where of repeated stops this one is not notified. */
export function startNotification(
  subject: TrailSubject & { arn: string },
  start: TrailStart,
  stop: StopDetails,
): Notification | undefined {
  const { outcome } = start;
  const words = trailsWords();
  const name = nameIn(subject);
  switch (outcome.kind) {
    case 'failed': {
      const command = `aws cloudtrail start-logging --name ${subject.arn} --region ${subject.region}`;
      const text = sentences(...stop.notes, words.notStarted(outcome.error), words.run(command));
      return aboutTrail(subject, { severity: 'critical', title: words.stillOff(name), text });
    }
    case 'dry run': {
      const text = sentences(...stop.notes, words.dryStart);
      return aboutTrail(subject, {
        severity: 'warning',
        title: words.switchedOff(name, whoIn(subject)),
        text,
      });
    }
    default:
      return onAgainNotification(subject, outcome, start, stop);
  }
}
