/** Many log lines as few: those that count, each kind once, the worst and most frequent first, without secrets. */
import type { LogEvent } from '../../../shared/aws/cloudwatch-logs';
import type { LogLevel } from '../../../shared/config/log-levels';
import { rangeText } from '../../../shared/text/clock';
import { safe } from '../../../shared/text/safe';
import { truncate } from '../../../shared/text/truncate';
import { logsWords } from '../../../shared/words/logs';
import { levelOf, rankOf } from './level';
import { templateOf, withoutTime } from './template';

/** A line counts when it is no noise, and is this bad or matches the pattern; without either, every line counts. */
export type LineRule = { level: LogLevel | undefined; pattern: RegExp | undefined; noise: RegExp[] };

/** How much may be shown. */
type LineBudget = { lines: number; characters: number };

/** Lines that differ in nothing but time, process, addresses and numbers: the first of them, and whether others differ. */
type LineKind = {
  message: string;
  text: string;
  isVaried: boolean;
  level: LogLevel;
  count: number;
  first: Date;
  last: Date;
};

/** `read` lines, of which `counted` count: those of the kinds `shown`, and `rest` others. */
export type LogDigest = { lines: string[]; shown: LineKind[]; rest: number; read: number; counted: number };

/** A message may hold 256 kB. So much of it is looked at, and so much of that is kept. */
const MAX_MESSAGE_LENGTH = 16_000;
const MAX_KEPT_LENGTH = 1_000;
const MAX_LOG_LINE_LENGTH = 180;

function isRelevant(message: string, { level, pattern, noise }: LineRule): boolean {
  if (message.trim() === '' || noise.some((one) => one.test(message))) return false;
  if (level === undefined && pattern === undefined) return true;
  if (pattern?.test(message)) return true;
  return level !== undefined && rankOf(levelOf(message)) >= rankOf(level);
}

/** A message of several lines on one, without what stands in front of it. */
const onOneLine = (message: string): string =>
  withoutTime(
    message
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean)
      .join(' ⏎ ')
      .slice(0, MAX_KEPT_LENGTH),
  );

/** Those of one template as one. */
function collapsed(kinds: LineKind[]): LineKind[] {
  const byTemplate = new Map<string, LineKind>();
  for (const kind of kinds) {
    const template = templateOf(kind.text);
    const same = byTemplate.get(template);
    if (!same) {
      byTemplate.set(template, { ...kind });
      continue;
    }
    same.count += kind.count;
    same.isVaried ||= kind.isVaried || kind.text !== same.text;
    if (kind.first < same.first) same.first = kind.first;
    if (kind.last > same.last) same.last = kind.last;
  }
  return [...byTemplate.values()].sort(
    (one, other) =>
      rankOf(other.level) - rankOf(one.level) ||
      other.count - one.count ||
      other.last.getTime() - one.last.getTime(),
  );
}

/** Many more than are ever shown. */
const MAX_REDACTED_KINDS = 200;

/**
 * Secrets are looked for in what may be shown, before anything of it is cut or replaced; what differed in nothing else
 * is of one kind then.
 */
function lineKinds(messages: { at: Date; message: string }[]): LineKind[] {
  const raw = collapsed(
    messages.map(({ at, message }) => ({
      message,
      text: onOneLine(message),
      isVaried: false,
      level: levelOf(message),
      count: 1,
      first: at,
      last: at,
    })),
  );
  const redacted = raw
    .slice(0, MAX_REDACTED_KINDS)
    .map((kind) => ({ ...kind, text: onOneLine(safe(kind.message)) }));
  // Of the others only what is kept: they are shown where those of before are of one kind.
  const others = raw.slice(MAX_REDACTED_KINDS).map((kind) => ({ ...kind, text: safe(kind.text) }));
  return collapsed([...redacted, ...others]);
}

/** `12× 12:10:01–12:11:20 [core:error] …`. Lines of one kind that are not the same have `#` for what differs. */
function logLine({ text, isVaried, count, first, last }: LineKind): string {
  const shown = isVaried ? templateOf(text) : text;
  const line = `${count > 1 ? `${count}× ` : ''}${rangeText(first, last)} ${shown}`;
  return truncate(line, MAX_LOG_LINE_LENGTH);
}

const countOf = (kinds: LineKind[]): number => kinds.reduce((sum, { count }) => sum + count, 0);

const restLine = (kinds: LineKind[]): string => logsWords().rest(countOf(kinds), kinds.length);
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
