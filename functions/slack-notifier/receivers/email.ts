/** The topic `subscribers`: a message in plain words, for email and whoever else subscribes. */
import { optionalEnv } from '../../../shared/env';
import { messageOf } from '../../../shared/errors';
import type { NotificationKind, Severity } from '../../../shared/notification';
import { localTime } from '../../../shared/text/clock';
import { isHttpsUrl } from '../../../shared/text/link';
import { oneLine } from '../../../shared/text/safe';
import { withTimeout } from '../../../shared/with-timeout';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';
import type { Message } from '../delivery/digest';
import type { DigestLine } from '../delivery/digest-line';
import { factsOf } from './facts';
import { ICONS } from './icons';
import { type Answer, DELIVERED } from './receiver';

/** `unreachable`: why Slack did not get it, which people without Slack should know. */
export type EmailContext = {
  project: string | undefined;
  environment: string | undefined;
  timeZone: string;
  unreachable: string | undefined;
};

/** `subject` is what SNS allows: one line, below 100 characters. */
export type PlainText = { subject: string; body: string };

/** What subscriptions filter by: `severity`, all of them where the message says several, and `kind` where there is one. */
type Attributes = { severity: Severity | Severity[]; kind?: NotificationKind };
export type RenderedEmail = PlainText & { attributes: Attributes };

const MAX_SUBJECT_LENGTH = 99;
const MAX_BODY_LENGTH = 30_000;

/** By code points, so that none is split. */
function truncateSubject(text: string): string {
  const points = [...text];
  return points.length > MAX_SUBJECT_LENGTH ? `${points.slice(0, MAX_SUBJECT_LENGTH - 1).join('')}…` : text;
}

/**
 * The same line as on a phone, and where it comes from, which is cut first.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
function emailSubject(
  { title, severity }: Message,
  { project, environment, unreachable }: EmailContext,
): string {
  const place = [project, environment].filter(Boolean).join(' ');
  const words = [
    unreachable === undefined ? '' : deliveryWords().noSlackSubject,
    ICONS[severity],
    oneLine(title),
    place && `[${oneLine(place)}]`,
  ];
  return truncateSubject(words.filter(Boolean).join(' '));
}

function factLines(shown: [name: string, value: string][]): string {
  const width = Math.max(0, ...shown.map(([name]) => name.length)) + 1;
  return shown.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`).join('\n');
}

/** `🔴 web-1: CPU at 92 % (limit 80 %)  12:00 ALARM → 12:01 OK`, and the link on a line of its own. */
const digestLine = ({ severity, name, url = '', text }: DigestLine): string =>
  `${ICONS[severity]} ${[name, text].map(oneLine).filter(Boolean).join('  ')}${isHttpsUrl(url) ? `\n  ${url}` : ''}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** The same order as in Slack. */
function bodyOf(message: Message, { project, environment, timeZone, unreachable }: EmailContext): string {
  const { title, severity, text, at, lines, details, links } = message;
  const time: [name: string, value: string][] = at
    ? [[commonWords().facts.time, localTime(at, timeZone)]]
    : [];
  const facts = [...factsOf(message, { project, environment }), ...time];
  const parts = [
    unreachable === undefined ? '' : deliveryWords().noSlack(unreachable),
    `${ICONS[severity]} ${oneLine(title)}`,
    lines.map(digestLine).join('\n'),
    text,
    ...details.map((part) => [`${part.title}:`, ...part.lines.map((line) => `  ${line}`)].join('\n')),
    factLines(facts.map(([name, value]) => [capital(name), value])),
    links
      .filter(({ url }) => isHttpsUrl(url))
      .map((one) => `${one.text}: ${one.url}`)
      .join('\n'),
  ];
  const body = parts
    .map((part) => part.trim())
    .filter(Boolean)
    .join('\n\n');
  return body.length > MAX_BODY_LENGTH ? `${body.slice(0, MAX_BODY_LENGTH).toWellFormed()}\n…` : `${body}\n`;
}

export const plainText = (message: Message, context: EmailContext): PlainText => ({
  subject: emailSubject(message, context),
  body: bodyOf(message, context),
});

export type EmailDeps = {
  timeZone: () => string;
  publish: (email: RenderedEmail, functionArn: string | undefined, signal: AbortSignal) => Promise<void>;
};

/** @param unreachable why Slack did not get it */
export function renderEmail(
  message: Message,
  unreachable: string | undefined,
  { timeZone }: Pick<EmailDeps, 'timeZone'>,
): RenderedEmail {
  const [project, environment] = [optionalEnv('PROJECT'), optionalEnv('ENVIRONMENT')];
  const { severity, severities, kind } = message;
  return {
    ...plainText(message, { project, environment, timeZone: timeZone(), unreachable }),
    attributes: { severity: severities.length > 1 ? severities : severity, ...(kind && { kind }) },
  };
}

/** `unreachable`: why Slack did not get it. */
type EmailRequest = { unreachable: string | undefined; functionArn: string | undefined; timeoutMs: number };

/** Never throws. What fails is not tried again by itself: SNS may have taken it all the same. */
export async function deliverToSubscribers(
  message: Message,
  { unreachable, functionArn, timeoutMs }: EmailRequest,
  deps: EmailDeps,
): Promise<Answer> {
  try {
    const email = renderEmail(message, unreachable, deps);
    await withTimeout(timeoutMs, (signal) => deps.publish(email, functionArn, signal));
    return DELIVERED;
  } catch (error) {
    return { answer: 'refused', why: messageOf(error) };
  }
}
