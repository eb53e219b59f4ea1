/** A card in plain words, for email and whoever else subscribes. */
import { isHttpsUrl } from '../../../shared/text/link';
import { sanitize, sanitizeLine } from '../../../shared/text/sanitize';
import type { Card } from '../card';

/** `unreachable`: why Slack did not get it, which people without Slack should know. */
export type EmailContext = {
  project: string | undefined;
  environment: string | undefined;
  timeZone: string;
  unreachable: string | undefined;
};

/** `subject` is what SNS allows: ASCII on one line, below 100 characters. */
export type PlainText = { subject: string; body: string };

/** `attributes` are what subscriptions filter by: `severity`, and `kind` where there is one. */
export type RenderedEmail = PlainText & { attributes: Record<string, string> };

const MAX_SUBJECT_LENGTH = 99;
const MAX_BODY_LENGTH = 30_000;

const SIGNS: Record<string, string> = { '→': '->', '—': '-', '–': '-', '≥': '>=', '≤': '<=', '…': '...' };

/** As much as ASCII can say of it: signs spelled out, accents dropped, `?` for what has no other form. */
export const ascii = (text: string): string =>
  text
    .replace(/[→—–≥≤…]/g, (sign) => SIGNS[sign] ?? sign)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^ -~]+/g, '?');

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html */
function emailSubject({ title, tone }: Card, { project, environment, unreachable }: EmailContext): string {
  const place = [project, environment].filter(Boolean).join(' ');
  const words = [
    unreachable === undefined ? '' : '[Slack could not be reached]',
    tone === 'critical' || tone === 'warning' ? `[${tone}]` : '',
    title,
    place && `(${place})`,
  ];
  return ascii(sanitizeLine(words.filter(Boolean).join(' ')))
    .slice(0, MAX_SUBJECT_LENGTH)
    .trimEnd();
}

/** `2026-03-02 12:10:31 (Asia/Seoul)` */
export const localTime = (at: Date, timeZone: string): string =>
  `${new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'medium', timeZone }).format(at)} (${timeZone})`;

function factLines(facts: Record<string, string>): string {
  const shown = Object.entries(facts).filter(([, value]) => value !== '');
  const width = Math.max(0, ...shown.map(([name]) => name.length)) + 1;
  return shown.map(([name, value]) => `${`${name}:`.padEnd(width)} ${value}`).join('\n');
}

function bodyOf(card: Card, { project = '', environment = '', timeZone, unreachable }: EmailContext): string {
  const facts = {
    Project: project,
    Environment: environment,
    ...card.facts,
    Time: card.at ? localTime(card.at, timeZone) : '',
  };
  const parts = [
    unreachable === undefined ? '' : `Slack could not be reached, so this is told here alone. ${unreachable}`,
    card.title,
    ...card.paragraphs,
    factLines(facts),
    ...card.details.map(({ title, lines }) => [`${title}:`, ...lines.map((line) => `  ${line}`)].join('\n')),
    card.links
      .filter(({ url }) => isHttpsUrl(url))
      .map(({ text, url }) => `${text}: ${url}`)
      .join('\n'),
  ];
  const body = parts
    .map((part) => sanitize(part).trim())
    .filter(Boolean)
    .join('\n\n');
  return body.length > MAX_BODY_LENGTH ? `${body.slice(0, MAX_BODY_LENGTH).toWellFormed()}\n…` : `${body}\n`;
}

export const plainText = (card: Card, context: EmailContext): PlainText => ({
  subject: emailSubject(card, context),
  body: bodyOf(card, context),
});
