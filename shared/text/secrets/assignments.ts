/** Secrets by the name in front of them, in every spelling seen in logs: `KEY=`, `key: `, JSON, XML, flags, headers. */
import { isSecret } from './is-secret';
import { NAMES, type NameKind } from './names';
import { marker } from './rule';
import { bareValue, bracedValue, closing, elementValue, lineAt, quotedValue, type Value } from './value';

/** The rest of the name, taken whole: a longer name is not tried again from its middle. */
const SUFFIX = String.raw`(?=(?<suffix>[\w.-]{0,40}))\k<suffix>`;

const QUOTE = String.raw`(?:\\{0,8}["'\x60]|&quot;|%(?:25)?22)`;
/** What stands between a name and its value. */
const SEPARATORS = {
  pair: String.raw`${QUOTE}?[ \t]{0,5}(?:=>|:=|=(?![=~>])|:(?![:/])|[：＝]|%(?:25)?3[DdAa](?:%(?:25)?20|\+(?=%(?:25)?22))?)[ \t]{0,5}\[?`,
  // `"name": "DB_PASSWORD", "value": "…"`, and the same in YAML and XML.
  field: String.raw`${QUOTE}?,?(?:\s|\\{1,8}n){0,20}${QUOTE}?value${QUOTE}?[ \t]{0,5}[:=][ \t]{0,5}`,
  element: String.raw`(?:\s[^<>]{0,300})?>`,
  // `password is …`, `비밀번호는 …`
  phrase: String.raw`(?:[ \t]{1,3}(?:is|was)|은|는|이|가)[ \t]{1,3}`,
  flag: String.raw`[ \t]{1,5}`,
};
type Separator = keyof typeof SEPARATORS;

const groups = (prefix: string, alternatives: string[]): string =>
  `(?:${alternatives.map((one, index) => `(?<${prefix}${index}>${one})`).join('|')})`;

const ASSIGNMENT = new RegExp(
  groups('name', Object.values(NAMES)) + SUFFIX + groups('separator', Object.values(SEPARATORS)),
  'gi',
);

const isIn =
  <T extends object>(all: T) =>
  (key: string): key is keyof T & string =>
    key in all;
const kinds = Object.keys(NAMES).filter(isIn(NAMES));
const separators = Object.keys(SEPARATORS).filter(isIn(SEPARATORS));

type Assignment = {
  kind: NameKind;
  suffix: string;
  separator: Separator;
  between: string;
  at: number;
  end: number;
};

function assignmentOf(match: RegExpExecArray): Assignment | undefined {
  const found = match.groups ?? {};
  const kind = kinds.find((_, index) => found[`name${index}`] !== undefined);
  const index = separators.findIndex((_, one) => found[`separator${one}`] !== undefined);
  const separator = separators[index];
  if (!kind || !separator) return undefined;
  const between = found[`separator${index}`] ?? '';
  return {
    kind,
    suffix: found.suffix ?? '',
    separator,
    between,
    at: match.index,
    end: match.index + match[0].length,
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

function assignedValue(text: string, assignment: Assignment): Value {
  const { kind, separator, between, end } = assignment;
  if (separator === 'element') return elementValue(text, end);
  const quoted = quotedValue(text, end) ?? bracedValue(text, end);
  if (kind === 'authorization') return withoutScheme(text, quoted ?? headerValue(text, assignment));
  if (quoted) return quoted;
  if (kind === 'cookie') return headerValue(text, assignment);
  return bareValue(text, end, between.includes('%'));
}

const DASHES = /(?:^|[\s"'=,[])--?[\w-]*$/;
const OPEN_TAG = /<[\w:.-]*$/;
/** `${DB_PASSWORD:?must be set}` */
const EXPANSION = /\$\{\w*$/;
const ARN = /\barn:[\w-]*:[\w:./*-]*$/;

/** A flag is one behind its dashes only, an element's name behind its bracket. `secret:` of an ARN is a type. */
function isInPlace(text: string, { separator, at }: Assignment): boolean {
  const before = text.slice(Math.max(0, at - 80), at);
  if (separator === 'flag') return DASHES.test(before);
  if (separator === 'element') return OPEN_TAG.test(before);
  return !ARN.test(before) && !EXPANSION.test(before);
}

/** The text with the values of such names hidden. */
export function hideAssigned(text: string): string {
  let shown = '';
  let done = 0;
  ASSIGNMENT.lastIndex = 0;
  for (let match = ASSIGNMENT.exec(text); match; match = ASSIGNMENT.exec(text)) {
    const assignment = assignmentOf(match);
    if (!assignment || !isInPlace(text, assignment)) continue;
    const { start, end, isClosed } = assignedValue(text, assignment);
    const found = {
      ...assignment,
      isFlag: assignment.separator === 'flag',
      isPhrase: assignment.separator === 'phrase',
      value: text.slice(start, end),
      isClosed,
      rest: text.slice(end, end + 8),
    };
    if (!isSecret(found)) continue;
    shown += text.slice(done, start) + marker(assignment.kind);
    done = end;
    ASSIGNMENT.lastIndex = end;
  }
  return shown + text.slice(done);
}
