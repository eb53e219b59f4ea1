/** Secrets by the name in front of them, in every spelling seen in logs: `KEY=`, `key: `, JSON, XML, flags, headers. */
import { type Around, bareValue, openQuotes, wholeBareValue } from './bare';
import { isSecret } from './is-secret';
import { NAMES, type NameKind } from './names';
import { marker } from './rule';
import { SEPARATORS, type Separator } from './separators';
import { bracedValue, closing, elementValue, lineAt, quotedValue, type Value } from './value';

const isIn =
  <T extends object>(all: T) =>
  (key: string): key is keyof T & string =>
    key in all;
const kinds = Object.keys(NAMES).filter(isIn(NAMES));
const separators = Object.keys(SEPARATORS).filter(isIn(SEPARATORS));

const groups = (alternatives: string[]): string => `(?:${alternatives.map((one) => `(${one})`).join('|')})`;

/** The rest of the name, taken whole: a longer name is not tried again from its middle. */
const SUFFIX = `(?=([\\w.-]{0,40}))\\${kinds.length + 1}`;

/** A group for each kind of name, one for the suffix, and one for each separator. They have no names: with them it takes twice as long. */
const ASSIGNMENT = new RegExp(
  groups(Object.values(NAMES)) + SUFFIX + groups(Object.values(SEPARATORS)),
  'gi',
);

type Assignment = {
  kind: NameKind;
  name: string;
  suffix: string;
  separator: Separator;
  between: string;
  at: number;
  end: number;
};

function assignmentOf(match: RegExpExecArray): Assignment | undefined {
  const [whole, ...found] = match;
  const name = found.findIndex((one) => one !== undefined);
  const after = found.findIndex((one, index) => index > kinds.length && one !== undefined);
  const [kind, separator] = [kinds[name], separators[after - kinds.length - 1]];
  if (!kind || !separator) return undefined;
  return {
    kind,
    name: found[name] ?? '',
    suffix: found[kinds.length] ?? '',
    separator,
    between: found[after] ?? '',
    at: match.index,
    end: match.index + whole.length,
  };
}

/** Schemes with parameters, which go on to the end of the line. */
const WITH_PARAMETERS = /^(?:Digest|AWS4-\S{1,30}|OAuth|Signature|Hawk|MAC)\s/i;
/** `Bearer abc`, `abc`; two words of letters alone are a sentence. */
const CREDENTIALS =
  /(?:[A-Za-z][\w-]{0,30}[ \t]{1,5}(?![A-Za-z]{1,20}(?![^\s"',;]))[^\s"',;]{1,16000}|[^\s"',;]{1,16000})/y;

/** `session=`, of a cookie. */
const FIRST_COOKIE = /^[^\s=,"']{1,100}=/;

/** A header goes to the end of its line, or of the quotes that it stands in with its name. */
function headerValue(text: string, { kind, at, end }: Assignment): Value {
  if (kind === 'cookie' && !FIRST_COOKIE.test(text.slice(end, end + 101)))
    return { start: end, end, isClosed: false };
  const [, escapes = '', quote] = /(\\{0,8})(["'`])$/.exec(text.slice(Math.max(0, at - 9), at)) ?? [];
  if (quote) {
    const line = lineAt(text, end);
    return { start: end, end: end + closing(line, 0, quote, escapes.length), isClosed: true };
  }
  if (kind === 'cookie' || WITH_PARAMETERS.test(text.slice(end, end + 40))) {
    return { start: end, end: end + lineAt(text, end).length, isClosed: false };
  }
  CREDENTIALS.lastIndex = end;
  return { start: end, end: end + (CREDENTIALS.exec(text)?.[0].length ?? 0), isClosed: false };
}

/** `Bearer `, which stays. */
const SCHEME = /^[A-Za-z][\w-]{0,30}\s{1,5}(?=\S)/;

function withoutScheme(text: string, value: Value): Value {
  const [scheme = ''] = SCHEME.exec(text.slice(value.start, value.end)) ?? [];
  return { ...value, start: value.start + scheme.length };
}

/** A quote, and behind it what stands behind a text. */
const CLOSING = /(\\{0,8}["'`])(?=\s{0,5}(?:[,}\]):;]|$))/y;

/** `"Enter password:", "user": …`: the quote is that of the text around it. */
function isEmpty(text: string, { between, end }: Assignment, around: Around): boolean {
  CLOSING.lastIndex = end;
  const [, quote] = CLOSING.exec(text) ?? [];
  return quote !== undefined && !/^\\{0,8}["'`]/.test(between) && around.open().has(quote);
}

function assignedValue(text: string, assignment: Assignment, around: Around): Value {
  const { kind, separator, end } = assignment;
  if (isEmpty(text, assignment, around)) return { start: end, end, isClosed: true };
  if (separator === 'element') return elementValue(text, end);
  const quoted = quotedValue(text, end) ?? bracedValue(text, end);
  if (kind === 'authorization') return withoutScheme(text, quoted ?? headerValue(text, assignment));
  // A quote that is not closed is part of the password in a sentence.
  const isClosed = quoted && /^./.test(text.slice(quoted.end, quoted.end + 1));
  if (quoted && (isClosed || separator !== 'phrase')) return quoted;
  if (kind === 'cookie') return headerValue(text, assignment);
  return bareValue(text, end, around);
}

/** `${DB_PASSWORD:?must be set}` */
const EXPANSION = /\$\{\w*$/;
const ARN = /\barn:[\w-]*:[\w:./*-]*$/;
/** `getPassword("prod/db")` */
const ASKING =
  /(?:get|find|has|is|check|validate|verify|reset|read|fetch|load|prompt|require|describe|delete)\w{0,20}$/i;

/** `secret:` of an ARN is a type. */
function isInPlace(before: string, { separator, between }: Assignment): boolean {
  if (separator === 'call') return !ASKING.test(before);
  if (separator === 'element') return true;
  const isOfArn = !between.includes('=') && before.includes('arn:') && ARN.test(before);
  return !isOfArn && !(before.includes('${') && EXPANSION.test(before));
}

/** The text with the values of such names hidden. */
export function hideAssigned(text: string): string {
  let shown = '';
  let done = 0;
  const quotes = openQuotes(text);
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match; match = ASSIGNMENT.exec(text)) {
    const assignment = assignmentOf(match);
    const before = text.slice(Math.max(0, match.index - 80), match.index);
    if (!assignment || !isInPlace(before, assignment)) continue;
    const around = { isEncoded: assignment.between.includes('%'), open: () => quotes.at(assignment.end) };
    const value = assignedValue(text, assignment, around);
    const { start, end, isClosed } = value;
    const { kind, name, suffix, separator, between } = assignment;
    const rest = text.slice(end, end + 8);
    const found = {
      kind,
      name,
      suffix,
      separator,
      between,
      before,
      value: text.slice(start, end),
      isClosed,
      rest,
    };
    if (!isSecret(found)) continue;
    shown += text.slice(done, start) + marker(assignment.kind);
    done = value.isCut ? wholeBareValue(text, start, around).end : end;
    quotes.skip(start, done);
    ASSIGNMENT.lastIndex = done;
  }
  return shown + text.slice(done);
}
