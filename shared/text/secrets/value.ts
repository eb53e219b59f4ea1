/** The value behind a name: where it ends, and whether it can be a secret. */
import { isShuffled } from './rule';

/** `isClosed`: quotes or a tag say where it ends. */
export type Value = { start: number; end: number; isClosed: boolean };

/** As much of a line as is looked at for where a value ends. */
const MAX_LINE_LENGTH = 4_000;

/** Python and SQL may put letters in front: `b'…'`, `N'…'`. */
const OPENING = /(?:(?<!\w)[bBfFrRuUN]{1,2}(?=["']))?(?:(\\{0,8})(["'`])|&quot;|%(?:25)?22)/y;
/** As ODBC and SQL Server have it. @see https://learn.microsoft.com/en-us/sql/connect/jdbc/building-the-connection-url */
const IN_BRACES = /\{((?:[^{}\n]|\}\}){1,200})\}(?=[;"'\s]|$)/y;
const LINE_END = /[\n\r]|\\{1,8}[nr](?!\w)|$/;

const from = (pattern: RegExp, text: string, start: number): RegExpExecArray | null => {
  pattern.lastIndex = start;
  return pattern.exec(text);
};

/** Escaped quotes belong to the value; a quote that is escaped less than the opening one ends what is around it, too. */
export function closing(text: string, start: number, quote: string, depth: number): number {
  for (let at = text.indexOf(quote, start); at >= 0; at = text.indexOf(quote, at + 1)) {
    let escapes = 0;
    while (at - escapes > start && text[at - escapes - 1] === '\\') escapes += 1;
    if (depth === 0 ? escapes % 2 === 0 : escapes <= depth) return at - (depth === 0 ? 0 : escapes);
  }
  return text.length;
}

export function quotedValue(text: string, at: number): Value | undefined {
  const opening = from(OPENING, text, at);
  if (!opening) return undefined;
  const [whole, escapes = '', quote = whole] = opening;
  const start = at + whole.length;
  const value = text.slice(start, closing(text, start, quote, escapes.length));
  return { start, end: start + value.search(/[\n\r]|$/), isClosed: true };
}

/** Of a line, or of a text that is written into one. */
export function lineAt(text: string, start: number): string {
  const window = text.slice(start, start + MAX_LINE_LENGTH);
  return window.slice(0, window.search(LINE_END));
}

/** `{0}` and `{password}` are places for one. */
export function bracedValue(text: string, at: number): Value | undefined {
  const [whole, inner = ''] = from(IN_BRACES, text, at) ?? [];
  return whole && !/^\w*$|[":,]/.test(inner)
    ? { start: at + 1, end: at + whole.length - 1, isClosed: true }
    : undefined;
}

/** Ends at white space and at what parts assignments; what closes a bracket or a sentence is none of it. */
const BARE = /[^\s,;&|"'`<>\\]{0,16000}/y;
/** Within a query that is itself encoded. */
const BARE_ENCODED =
  /(?:[^\s,;&|"'`<>\\%]|%(?!(?:25)?(?:26|22|2[Cc]|7[Dd]|0[AaDd])))(?:[^\s,;&|"'`<>\\%]|%(?!(?:25)?(?:26|22|2[Cc]|7[Dd]|0[AaDd]))){0,15999}/y;

export function bareValue(text: string, start: number, isEncoded: boolean): Value {
  const [run = ''] = from(isEncoded ? BARE_ENCODED : BARE, text, start) ?? [];
  const closers = /[([{]/.test(run) ? /[.:]{1,9}$/ : /[)\]}.:]{1,9}$/;
  return { start, end: start + run.replace(closers, '').length, isClosed: false };
}

/** Up to its end tag, which says that it is one. */
export function elementValue(text: string, start: number): Value {
  const window = text.slice(start, start + MAX_LINE_LENGTH);
  const end = window.indexOf('<');
  const length = window.startsWith('</', end) ? end : 0;
  return { start, end: start + Math.max(length, 0), isClosed: true };
}

/** Stands where a secret was or will be, says that there is none, or is an address, whose own secrets are looked for by themselves. */
const PLACEHOLDER =
  /^(?:[*•xX.·_#-]*|[<[{(].*|(?:[A-Za-z][\w-]{0,30} )?‹.*|\$[\w{(].*|%[sdv(].*|#\{.*|(?:null|nil|none|undefined|nan|true|false|yes|no|on|off|not|unset|unknown|empty|missing|required|optional|expired|invalid|incorrect|wrong|denied|failed|failure|error|changed|rotated|reset|set|ok|valid|strict|default|hidden|redacted|masked|filtered|bearer|basic|str|string|int|integer|number|bytes|any|text|varchar|object|boolean|bool|unexpected|is|was|the|a|an)[.!?]?|arn:aws[\w-]{0,10}:.*|[a-z][\w+.-]{0,30}:\/\/.*|[가-힣]+[.!?]?)$/is;
/** `getPassword()`, `process.env.TOKEN`: a line of a program. */
const CODE =
  /^(?:(?:process|os|this|self|req|request|res|config|params|env|props|input|options|event|ctx|context|args)\.[\w.[\]'"]+|[a-z_][\w.]{0,80}[([].*)$/is;

export const isPlaceholder = (value: string, isQuoted: boolean): boolean =>
  PLACEHOLDER.test(value) || (!isQuoted && CODE.test(value));

/** Letters and digits in one word, or letters of both cases in no order, as in hardly any other word of this length. */
export const looksLikeSecret = (value: string): boolean =>
  /^\S{8,}$/.test(value) &&
  /[A-Za-z]/.test(value) &&
  (/\d/.test(value) || (/^[A-Za-z]{16,}$/.test(value) && isShuffled(value)));

/** Words, as in a name: `db-credentials`, `prod/db`. */
export const isWords = (value: string): boolean => /^[A-Za-z]+(?:[-_/.:][A-Za-z]+)*$/.test(value);
