/** Many log lines as few: those that count, each kind once, the worst and most frequent first, without secrets. */
import type { LogEvent } from '../../../shared/aws/cloudwatch-logs';
import type { LogLevel } from '../../../shared/config/log-levels';
import { redact } from '../../../shared/text/redact';
import { rangeText } from '../../../shared/text/time';
import { truncate } from '../../../shared/text/truncate';
import { levelOf, rankOf } from './level';
import { templateOf, withoutTime } from './template';

/** A line counts when it is no noise, and is this bad or matches the pattern; without either, every line counts. */
export type LineRule = { level: LogLevel | undefined; pattern: RegExp | undefined; noise: RegExp[] };

/** How much may be shown. */
type LineBudget = { lines: number; characters: number };

/** Lines that differ in nothing but time, process, addresses and numbers. */
type LineKind = { text: string; level: LogLevel; count: number; first: Date; last: Date };

/** `read` lines, of which `counted` count: those of the kinds `shown`, and `rest` others. */
export type LogDigest = { lines: string[]; shown: LineKind[]; rest: number; read: number; counted: number };

/** A message may hold 256 kB. So much of it is looked at, and so much of that is kept. */
const MAX_MESSAGE_LENGTH = 16_000;
const MAX_KEPT_LENGTH = 1_000;
const MAX_LOG_LINE_LENGTH = 180;
/** A line that is nothing but Base64, as in the middle of a private key. */
const KEY_BODY = /^[A-Za-z0-9+/]{40,}={0,2}$/gm;

function isRelevant(message: string, { level, pattern, noise }: LineRule): boolean {
  if (message.trim() === '' || noise.some((one) => one.test(message))) return false;
  if (level === undefined && pattern === undefined) return true;
  if (pattern?.test(message)) return true;
  return level !== undefined && rankOf(levelOf(message)) >= rankOf(level);
}

/** Redacted before anything is cut or replaced, since that could hide a secret from redaction. */
const shownOf = (message: string): string =>
  withoutTime(
    redact(message)
      .replace(KEY_BODY, '***')
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ⏎ ')
      .slice(0, MAX_KEPT_LENGTH),
  );

/** Lines of one kind are shown as they are when they are the same, else with `#` for what differs. */
function lineKinds(messages: { at: Date; message: string }[]): LineKind[] {
  const kinds = new Map<string, LineKind>();
  for (const { at, message } of messages) {
    const text = shownOf(message);
    const template = templateOf(text);
    const kind = kinds.get(template);
    if (!kind) {
      kinds.set(template, { text, level: levelOf(message), count: 1, first: at, last: at });
      continue;
    }
    kind.count += 1;
    if (kind.text !== text) kind.text = template;
    if (at < kind.first) kind.first = at;
    if (at > kind.last) kind.last = at;
  }
  return [...kinds.values()].sort(
    (one, other) =>
      rankOf(other.level) - rankOf(one.level) ||
      other.count - one.count ||
      other.last.getTime() - one.last.getTime(),
  );
}

/** `12× 03:10:01–03:11:20 [core:error] …`, in UTC. */
function logLine({ text, count, first, last }: LineKind): string {
  const line = `${count > 1 ? `${count}× ` : ''}${rangeText(first, last)} ${text}`;
  return truncate(line, MAX_LOG_LINE_LENGTH);
}

const countOf = (kinds: LineKind[]): number => kinds.reduce((sum, { count }) => sum + count, 0);

const restLine = (kinds: LineKind[]): string => {
  const [lines, many] = [countOf(kinds), kinds.length];
  return `… and ${lines} more ${lines === 1 ? 'line' : 'lines'} of ${many} other ${many === 1 ? 'kind' : 'kinds'}`;
};
/** More than `restLine` ever needs. */
const REST_LINE_LENGTH = 60;

/** How many of the lines fit, with room for the line about the rest where there is one. */
function fitting(lines: string[], { lines: most, characters }: LineBudget): number {
  const lengths = lines.map(({ length }) => length + 1);
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (lines.length <= most && total <= characters) return lines.length;
  let used = REST_LINE_LENGTH;
  const end = lengths.findIndex((length, index) => {
    used += length;
    return index >= most - 1 || used > characters;
  });
  return Math.max(end, 0);
}

/** @param budget at least a line and 60 characters */
export function digestLines(events: LogEvent[], rule: LineRule, budget: LineBudget): LogDigest {
  const messages = events
    .map(({ at, message }) => ({ at, message: message.slice(0, MAX_MESSAGE_LENGTH) }))
    .filter(({ message }) => isRelevant(message, rule));
  const kinds = lineKinds(messages);
  const lines = kinds.map(logLine);
  const end = fitting(lines, budget);
  const others = kinds.slice(end);
  return {
    lines: [...lines.slice(0, end), ...(others.length > 0 ? [restLine(others)] : [])],
    shown: kinds.slice(0, end),
    rest: countOf(others),
    read: events.length,
    counted: messages.length,
  };
}
