/** Reads messages as a person does: which alarm, how it is now, what it did meanwhile. */
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import type { AlarmState } from '../../shared/parsing/alarm';

/** `changes` are `12:00 ALARM`. `isUnsure`: the message says that the table could not be asked. */
export type Word = { name: string; now: AlarmState; changes: string[]; isUnsure: boolean };

/** What a message says, and which restarts it tells of. */
export type Read = { words: Word[]; restarts: string[] };

const MARKS: Record<string, AlarmState> = { '🔴': 'ALARM', '🟢': 'OK', '⚪': 'INSUFFICIENT_DATA' };
const MARKED = /^(🔴|🟢|⚪|🔵) /u;

const STATES: Record<string, AlarmState> = {
  ALARM: 'ALARM',
  'in ALARM': 'ALARM',
  OK: 'OK',
  'NO DATA': 'INSUFFICIENT_DATA',
  'no data': 'INSUFFICIENT_DATA',
};

const UNSURE = 'The state table could not be asked';
/** Only a digest has lines. */
const TOGETHER = 'They come together';

export const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

const changesIn = (text: string): string[] =>
  [...text.matchAll(/(\d\d:\d\d) (OK|ALARM|NO DATA)\b/g)].map(
    ([, at, state = '']) => `${at} ${STATES[state]}`,
  );

const restartsIn = (headline: string): string[] => headline.match(/Restart \d+ of alarm-\d/g) ?? [];

/** What is said of a restart that comes late says how its alarm is since then. */
function besides(headline: string, isUnsure: boolean): Word[] {
  const late = /Restart \d+ of (alarm-\d).*; since then (OK|ALARM|NO DATA) at/.exec(headline);
  const [, name = '', state = ''] = late ?? [];
  const now = STATES[state];
  return now ? [{ name, now, changes: [], isUnsure }] : [];
}

/**
 * `🔴 alarm-0: in ALARM`, `🟢 alarm-0 is OK since 12:06 UTC (late: 12:00 ALARM)`. The mark must say the same as the words.
 * @param beside where its changes stand, when the headline has none
 * @param at of its only change, when nothing else says so
 */
function readHeadline(line: string, beside: string, at: string, isUnsure: boolean): Word[] {
  if (line.includes('Restart ')) return besides(line, isUnsure);
  const [, mark = '', name = '', isNow, since] =
    /^(\S+) (alarm-\d)(?:: (in ALARM|OK|no data)\b| is (OK|ALARM|NO DATA) since )/u.exec(line) ?? [];
  const now = STATES[isNow ?? since ?? ''];
  if (!now) throw new Error(`expected a headline about an alarm, got ${line}`);
  if (MARKS[mark] !== now) throw new Error(`expected mark and words to agree, got ${line}`);
  const listed = [changesIn(line), changesIn(beside)].find((changes) => changes.length > 0);
  return [{ name, now, changes: listed ?? [`${at} ${now}`], isUnsure }];
}

/** @param headline its first line, marked @param lines what else is marked @param at its time of day */
function read(headline: string, lines: string[], body: string, at: string): Read {
  const isUnsure = body.includes(UNSURE);
  if (!body.includes(TOGETHER)) {
    return { words: readHeadline(headline, body, at, isUnsure), restarts: restartsIn(headline) };
  }
  return {
    words: lines.flatMap((line) => readHeadline(line, '', '', isUnsure)),
    restarts: lines.flatMap(restartsIn),
  };
}

const marked = (text: string): string[] => text.split('\n').filter((line) => MARKED.test(line));

export function readSlack({ text, attachments }: SlackMessage): Read {
  const blocks = attachments.flatMap((attachment) => attachment.blocks);
  const body = blocks.flatMap((block) => ('text' in block ? (block.text?.text ?? '') : '')).join('\n');
  const [, seconds] = /<!date\^(\d+)\^/.exec(JSON.stringify(blocks)) ?? [];
  const withoutLinks = body.replace(/<[^|>]*\|([^>]*)>/g, '$1');
  const at = clock(Number(seconds ?? 0) * 1_000);
  return read(text.replaceAll('*', ''), marked(withoutLinks), withoutLinks, at);
}

/** @param mail subject and body, whose first marked line is the headline */
export function readMail(mail: string): Read {
  const body = mail.slice(mail.indexOf('\n') + 1);
  const [headline = '', ...lines] = marked(body);
  const [, at = ''] = /^Time: +\S+ (\d\d:\d\d)/m.exec(body) ?? [];
  return read(headline, lines, body, at);
}
