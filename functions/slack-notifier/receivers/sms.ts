/** SMS: a message in one part, to every number that config/ has. */
import type { Config } from '../../../shared/config/schema';
import { optionalEnv } from '../../../shared/env';
import { messageOf } from '../../../shared/errors';
import { log } from '../../../shared/log';
import { localMinute } from '../../../shared/text/clock';
import { oneLine } from '../../../shared/text/safe';
import { withTimeout } from '../../../shared/with-timeout';
import { commonWords } from '../../../shared/words/common';
import { deliveryWords } from '../../../shared/words/delivery';
import type { Message } from '../delivery/digest';
import { type Answer, DELIVERED } from './receiver';

/** ASCII that GSM 03.38 knows; those of the extension count twice, and the backtick is not there. */
const GSM = /^[ -_a-~]*$/;
const EXTENDED = /[\^{}\\[~\]|]/g;
const SIGNS: Record<string, string> = {
  '→': '->',
  '—': '-',
  '–': '-',
  '≥': '>=',
  '≤': '<=',
  '…': '...',
  '‹': '<',
  '›': '>',
  '·': '-',
  '`': "'",
};

/** Signs spelled out and accents dropped, where nothing else is in the way of a part of 160. */
const inGsm = (text: string): string =>
  text
    .replace(/[→—–≥≤…‹›·`]/g, (sign) => SIGNS[sign] ?? sign)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

const units = (text: string): number => text.length + (text.match(EXTENDED)?.length ?? 0);

type Part = { most: number; count: (text: string) => number };

/** What a phone shows of one part. @see https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const PARTS = {
  gsm: { most: 160, count: units },
  other: { most: 70, count: (text) => text.length },
} satisfies Record<string, Part>;

/** By characters, so that none is split. */
function truncateUnits(text: string, { most, count }: Part): string {
  if (count(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (count(kept + character) > most - 2) break;
    kept += character;
  }
  return `${kept.trimEnd()}..`;
}

/** The project goes first, and then the end of the headline, unless little of it would be left. */
function inOnePart(head: string, tails: string[], part: Part): string {
  const fitting = tails.find((tail) => part.count(head + tail) <= part.most);
  if (fitting !== undefined) return head + fitting;
  const shortest = tails.at(-1) ?? '';
  const most = part.most - part.count(shortest);
  return most >= part.most / 2
    ? truncateUnits(head, { ...part, most }) + shortest
    : truncateUnits(head + shortest, part);
}

type SmsContext = {
  project?: string | undefined;
  environment?: string | undefined;
  timeZone: string;
  unreachable: boolean;
  missed: number;
};

/**
 * The same line as on a phone, with a word for its icon, in one part: `ALARM web-1: disk / at 93 % (limit 90 %), shop production
 * 12:11`. At most 160 characters of GSM 03.38, or 70 where its words need others, such as Korean ones.
 * @param missed how many were not sent before this one, because there were too many
 */
export function smsText(
  { title, severity, at }: Message,
  { project, environment, timeZone, unreachable, missed }: SmsContext,
): string {
  const words = deliveryWords();
  const head = [
    unreachable ? words.noSlackSms : '',
    missed > 0 ? words.missedSms(missed) : '',
    words.smsSeverity(commonWords().severity(severity)),
    title,
  ];
  const start = oneLine(head.filter(Boolean).join(' '));
  const time = at && localMinute(at, timeZone).time;
  const tails = [
    [project, environment, time],
    [environment, time],
  ].map((words) => words.filter(Boolean).join(' '));
  const ends = tails.map((tail) => (tail ? `, ${oneLine(tail)}` : ''));
  return GSM.test(inGsm(start + ends[0]))
    ? inOnePart(inGsm(start), ends.map(inGsm), PARTS.gsm)
    : inOnePart(start, ends, PARTS.other);
}

export type SmsDeps = {
  sms: () => Pick<Config['sms'], 'numbers' | 'notifyOn'>;
  timeZone: () => string;
  takeSms: () => Promise<number | undefined>;
  sendSms: (phone: string, text: string, signal: AbortSignal) => Promise<void>;
};

/**
 * A number that does not answer takes it from nobody else.
 * @throws Error when nobody got it: what some got is not sent to them again for the others' sake
 */
async function sendToAll(
  message: Message,
  isUnreachable: boolean,
  timeoutMs: number,
  deps: SmsDeps,
): Promise<void> {
  const { numbers, notifyOn } = deps.sms();
  const { severities, kind } = message;
  const notifies = [...severities, kind].some((one) => one !== undefined && notifyOn.includes(one));
  if (numbers.length === 0 || !notifies) return;
  const until = performance.now() + timeoutMs;
  const missed = await withTimeout(timeoutMs, deps.takeSms);
  if (missed === undefined) return log().info('sms suppressed', { why: 'ten in ten minutes are enough' });
  const text = smsText(message, {
    project: optionalEnv('PROJECT'),
    environment: optionalEnv('ENVIRONMENT'),
    timeZone: deps.timeZone(),
    unreachable: isUnreachable,
    missed,
  });
  const leftMs = Math.max(1, Math.ceil(until - performance.now()));
  const sent = await Promise.allSettled(
    numbers.map((number) => withTimeout(leftMs, (signal) => deps.sendSms(number, text, signal))),
  );
  const failures = sent.flatMap((one) => (one.status === 'rejected' ? [messageOf(one.reason)] : []));
  if (failures.length === numbers.length) throw new Error(failures[0]);
  if (failures.length > 0) log().error('sms not sent to all', { failures });
}

/** Never throws. */
export async function deliverToSms(
  message: Message,
  unreachable: string | undefined,
  timeoutMs: number,
  deps: SmsDeps,
): Promise<Answer> {
  try {
    await sendToAll(message, unreachable !== undefined, timeoutMs, deps);
    return DELIVERED;
  } catch (error) {
    return { answer: 'refused', why: messageOf(error) };
  }
}
