/** The topic `subscribers`: a message in plain words, for email and whoever else subscribes. */
import { optionalEnv } from '../../../shared/env';
import { messageOf } from '../../../shared/errors';
import { type NotificationKind, type Severity, splitHeadline } from '../../../shared/notification';
import { isHttpsUrl } from '../../../shared/text/link';
import { localTime } from '../../../shared/text/local-time';
import { oneLine } from '../../../shared/text/safe';
import { withTimeout } from '../../../shared/with-timeout';
import type { Message } from '../delivery/digest';
import type { DigestLine } from '../delivery/digest-line';
import { factsOf } from './facts';
import { type Answer, DELIVERED } from './receiver';

/** `unreachable`: why Slack did not get it, which people without Slack should know. */
export type EmailContext = {
  project: string | undefined;
  environment: string | undefined;
  timeZone: string;
  unreachable: string | undefined;
};

/** `subject` is what SNS allows: ASCII on one line, below 100 characters. */
export type PlainText = { subject: string; body: string };

/** What subscriptions filter by: `severity`, all of them where the message says several, and `kind` where there is one. */
type Attributes = { severity: Severity | Severity[]; kind?: NotificationKind };
export type RenderedEmail = PlainText & { attributes: Attributes };

const MAX_SUBJECT_LENGTH = 99;
const MAX_BODY_LENGTH = 30_000;

const SIGNS: Record<string, string> = {
  '→': '->',
  '—': '-',
  '–': '-',
  '≥': '>=',
  '≤': '<=',
  '…': '...',
  '‹': '<',
  '›': '>',
};

/** As much as ASCII can say of it: signs spelled out, accents dropped, `?` for what has no other form. */
export const ascii = (text: string): string =>
  text
    .replace(/[→—–≥≤…‹›]/g, (sign) => SIGNS[sign] ?? sign)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]+/g, '?');

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function emailSubject(
  { title, severity }: Message,
  { project, environment, unreachable }: EmailContext,
): string {
  const place = [project, environment].filter(Boolean).join(' ');
  const words = [
    unreachable === undefined ? '' : '[Slack could not be reached]',
    severity === 'critical' || severity === 'warning' ? `[${severity}]` : '',
    title,
    place && `(${place})`,
  ];
  return ascii(oneLine(words.filter(Boolean).join(' ')))
    .slice(0, MAX_SUBJECT_LENGTH)
    .trimEnd();
}

function factLines(shown: [name: string, value: string][]): string {
  const width = Math.max(0, ...shown.map(([name]) => name.length)) + 1;
  return shown.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`).join('\n');
}

/** `[critical] web-1 cpu: 12:00 ALARM → 12:01 OK — CPU was 97 %.`, and the link on a line of its own. */
const digestLine = ({ severity, name, url = '', text }: DigestLine): string =>
  `[${severity}] ${oneLine(`${name}: ${text}`)}${isHttpsUrl(url) ? `\n  ${url}` : ''}`;

function bodyOf(message: Message, { project, environment, timeZone, unreachable }: EmailContext): string {
  const { title, text, at, lines, details, links } = message;
  const time: [name: string, value: string][] = at ? [['Time', localTime(at, timeZone)]] : [];
  const parts = [
    unreachable === undefined ? '' : `Slack could not be reached, so this is told here alone. ${unreachable}`,
    title,
    lines.length > 0 ? splitHeadline(message).body : text,
    factLines([...factsOf(message, { project, environment }), ...time]),
    ...details.map((part) => [`${part.title}:`, ...part.lines.map((line) => `  ${line}`)].join('\n')),
    links
      .filter(({ url }) => isHttpsUrl(url))
      .map((one) => `${one.text}: ${one.url}`)
      .join('\n'),
  ];
  const [unreachableLine = '', headline = '', ...others] = parts.map((part) => part.trim());
  const body = [unreachableLine, headline, lines.map(digestLine).join('\n'), ...others]
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
