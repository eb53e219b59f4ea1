/** A card in one part of an SMS. */
import { sanitizeLine } from '../../../shared/text/sanitize';
import type { Card } from '../card';
import { ascii } from './email';

/** What a phone shows of one part. @see https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const PART_LENGTH = { gsm: 160, other: 70 } as const;

/** ASCII that GSM 03.38 knows; those of the extension count twice, and the backtick is not there. */
const GSM = /^[ -_a-~]*$/;
const EXTENDED = /[\^{}\\[~\]|]/g;

const units = (text: string): number => text.length + (text.match(EXTENDED)?.length ?? 0);

/** By characters, so that none is split. */
function truncateUnits(most: number, text: string, count: (text: string) => number): string {
  if (count(text) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (count(kept + character) > most - 2) break;
    kept += character;
  }
  return `${kept.trimEnd()}..`;
}

/**
 * At most 160 characters of GSM 03.38, or 70 where its words need others, such as Korean ones.
 * @param missed how many were not sent before this one, because there were too many
 */
export function smsText(
  card: Card,
  { project = '', unreachable, missed }: { project?: string; unreachable: boolean; missed: number },
): string {
  const head = [
    unreachable ? 'No Slack!' : '',
    missed > 0 ? `(+${missed} more)` : '',
    project && `${project}:`,
  ];
  const text = sanitizeLine([...head, card.summary].filter(Boolean).join(' '));
  const plain = ascii(text).replace(/`/g, "'");
  const isGsm = !/[^\p{ASCII}→—–≥≤…\p{M}]/u.test(text.normalize('NFD')) && GSM.test(plain);
  return isGsm
    ? truncateUnits(PART_LENGTH.gsm, plain, units)
    : truncateUnits(PART_LENGTH.other, text, (words) => words.length);
}
