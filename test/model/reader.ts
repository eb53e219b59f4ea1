/** Reads messages as a person does: which alarm, how it is now, what it did meanwhile. */
import type { SlackMessage } from '../../functions/slack-notifier/receivers/slack/limits';
import type { AlarmState } from '../../shared/parsing/alarm';

/** `changes` are `12:00 ALARM`. `isUnsure`: the message says that the table could not be asked. */
export type Word = { name: string; now: AlarmState; changes: string[]; isUnsure: boolean };

/** What a message says, and which restarts it tells of. */
export type Read = { words: Word[]; restarts: string[] };

const STATE_OF: Record<string, AlarmState> = {
  '🔴': 'ALARM',
  '🟢': 'OK',
  '⚪': 'INSUFFICIENT_DATA',
  critical: 'ALARM',
  good: 'OK',
  unknown: 'INSUFFICIENT_DATA',
};

const STATES = ['OK', 'ALARM', 'INSUFFICIENT_DATA'] as const;

const UNSURE = 'The state table could not be asked';

export const clock = (at: number): string => new Date(at).toISOString().slice(11, 16);

const changesIn = (text: string): string[] =>
  [...text.replace(/; since then[^\n]*/g, '').matchAll(/(\d\d:\d\d) (OK|ALARM|INSUFFICIENT_DATA)\b/g)].map(
    ([, at, state]) => `${at} ${state}`,
  );

/** Told alone: its first line, and the time that stands elsewhere. */
function alone(first: string, at: string, isUnsure: boolean): Word[] {
  const [, state, name = ''] = /(OK|ALARM|INSUFFICIENT_DATA): (alarm-\d)/.exec(first) ?? [];
  const now = STATES.find((one) => one === state);
  if (!now || first.includes('Restart ')) return besides(first, isUnsure);
  const listed = changesIn(first);
  return [{ name, now, changes: listed.length > 0 ? listed : [`${at} ${now}`], isUnsure }];
}

/** What is said of a restart that comes late says how its alarm is since then. */
function besides(said: string, isUnsure: boolean): Word[] {
  const late = said.matchAll(/Restart \d+ of (alarm-\d)[^\n]*?; since then (OK|ALARM|INSUFFICIENT_DATA) at/g);
  return [...late].flatMap(([, name = '', state]) => {
    const now = STATES.find((one) => one === state);
    return now ? [{ name, now, changes: [], isUnsure }] : [];
  });
}

/** A line of a digest: the mark says how it is now. */
function inLine(mark: string, name: string, text: string, isUnsure: boolean): Word[] {
  const now = STATE_OF[mark];
  if (now && name.startsWith('alarm-')) return [{ name, now, changes: changesIn(text), isUnsure }];
  return besides(`${name}: ${text}`, isUnsure);
}

const restartsIn = (text: string): string[] => text.match(/Restart \d+ of alarm-\d/g) ?? [];

export function readSlack({ text, attachments }: SlackMessage): Read {
  const blocks = attachments.flatMap((attachment) => attachment.blocks);
  const body = blocks.flatMap((block) => ('text' in block ? (block.text?.text ?? '') : '')).join('\n');
  const isUnsure = body.includes(UNSURE);
  const [, seconds] = /<!date\^(\d+)\^/.exec(JSON.stringify(blocks)) ?? [];
  const lines = [...body.matchAll(/^(🔴|🟢|⚪|🔵) (?:<[^|]*\|)?([\w -]+?)>?: (.*)$/gmu)];
  if (lines.length === 0) {
    return {
      words: alone(text, clock(Number(seconds ?? 0) * 1_000), isUnsure),
      restarts: restartsIn(text),
    };
  }
  return {
    words: lines.flatMap(([, mark = '', name = '', said = '']) => inLine(mark, name, said, isUnsure)),
    restarts: restartsIn(body),
  };
}

/** @param mail subject and body */
export function readMail(mail: string): Read {
  const isUnsure = mail.includes(UNSURE);
  const lines = [...mail.matchAll(/^\[(critical|good|unknown|info)\] ([\w -]+?): (.*)$/gm)];
  const [, ...body] = mail.split('\n');
  if (!mail.includes('They come together')) {
    const [, at = ''] = /^Time: +\S+ (\d\d:\d\d)/m.exec(mail) ?? [];
    return { words: alone(body.join(' '), at, isUnsure), restarts: restartsIn(body.join('\n')).slice(0, 1) };
  }
  return {
    words: lines.flatMap(([, mark = '', name = '', said = '']) => inLine(mark, name, said, isUnsure)),
    restarts: lines.flatMap(([, , name = '']) => restartsIn(name)),
  };
}
