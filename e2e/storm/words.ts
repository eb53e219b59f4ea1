/** What messages say about alarms, as a reader finds it. */
import * as v from 'valibot';
import type { AlarmState } from '../../shared/parsing/alarm';

const messageSchema = v.object({
  text: v.string(),
  attachments: v.array(v.object({ blocks: v.array(v.unknown()) })),
});

/** Names of alarms of a storm: `storm-007`. */
export const namesOf = (count: number, prefix = 'storm'): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(3, '0')}`);

/** The names in a text, each once. */
export const namesIn = (text: string, prefix = 'storm'): string[] => [
  ...new Set(text.match(new RegExp(`\\b${prefix}-\\d{3}`, 'g')) ?? []),
];

/** How the alarm is now, and what it did: `['12:00 ALARM', '12:01 OK']`. */
export type Word = { name: string; now: AlarmState; changes: string[] };

const STATES: Record<string, AlarmState> = { '🔴': 'ALARM', '🟢': 'OK', '⚪': 'INSUFFICIENT_DATA' };

const clock = new Intl.DateTimeFormat('sv-SE', { timeStyle: 'short', timeZone: 'Asia/Seoul' });

/** `12:00 ALARM`, as messages say it. */
export const changeText = (at: Date | number, state: AlarmState): string => `${clock.format(at)} ${state}`;

const changesIn = (text: string): string[] =>
  [...text.matchAll(/\d\d:\d\d (?:OK|ALARM|NO DATA)\b/g)].map(([change]) =>
    change.replace('NO DATA', 'INSUFFICIENT_DATA'),
  );

/** `storm-007: in ALARM`, or late `storm-007 is OK since 12:06`. */
const NAME = /([\w-]+-\d{3})(?:: | is )/;

/** A message about one alarm says it in its text, and its changes there, below, or in its time alone. */
function aloneIn(text: string, blocks: string): Word[] {
  const [, name] = NAME.exec(text.replaceAll('*', '')) ?? [];
  const now = STATES[/🔴|🟢|⚪/u.exec(text)?.[0] ?? ''];
  if (!name || !now) return [];
  const [, seconds = ''] = /<!date\^(\d+)\^/.exec(blocks) ?? [];
  const changes = [changesIn(text), changesIn(blocks)].find((found) => found.length > 0) ?? [];
  return [{ name, now, changes: changes.length > 0 ? changes : [changeText(Number(seconds) * 1_000, now)] }];
}

/** In a digest each alarm has a line. */
const linesIn = (blocks: string): Word[] =>
  [...blocks.matchAll(/(🔴|🟢|⚪) <[^|]*\|([^>]*)>(.*?)(?=\\n|")/gu)].flatMap(
    ([, icon = '', headline = '', said = '']) => {
      const now = STATES[icon];
      const [, name] = NAME.exec(headline) ?? [];
      return now && name ? [{ name, now, changes: changesIn(headline + said) }] : [];
    },
  );

/** @param body what was posted */
export function wordsIn(body: string): Word[] {
  const { text, attachments } = v.parse(messageSchema, JSON.parse(body));
  const blocks = JSON.stringify(attachments);
  const lines = linesIn(blocks);
  return lines.length > 0 ? lines : aloneIn(text, blocks);
}
