/** Where the value behind a name ends, if something around it says so. Without that: `bare.ts`. */

/** `isClosed`: quotes or a tag say where it ends. `isCut`: it goes on further than was looked. */
export type Value = { start: number; end: number; isClosed: boolean; isCut?: boolean };

/** As much of a line as is looked at for where a value ends. */
const MAX_LINE_LENGTH = 4_000;

/** Python and SQL may put letters in front: `b'…'`, `N'…'`; Python and TOML have three quotes, too. */
const OPENING =
  /(?:(?<!\w)[bBfFrRuUN]{1,2}(?=["']))?(?:"""|(?:\\"){3}|(?:\\{3}"){3}|'''|(\\{0,8})(["'`])|&quot;|&#3[49];|&apos;|%(?:25)?22)/y;
const LINE_END = /[\n\r]|\\{1,8}[nr](?!\w)|$/;

const from = (pattern: RegExp, text: string, start: number): RegExpExecArray | null => {
  pattern.lastIndex = start;
  return pattern.exec(text);
};

/** A quote within quotes, as shells write one, and doubled, as YAML and SQL have it. */
const WITHIN = /'(?:\\''|"'"')/y;
const DOUBLED = /(["'])\1(?!\1|[,;:)\]}\s]|$)/y;

function escapesBefore(text: string, start: number, at: number): number {
  let escapes = 0;
  while (at - escapes > start && text[at - escapes - 1] === '\\') escapes += 1;
  return escapes;
}

/** How much belongs to the value from this quote on; 0 if it ends it. */
function withinLength(text: string, start: number, at: number, depth: number): number {
  const escapes = escapesBefore(text, start, at);
  if (depth > 0) return escapes <= depth ? 0 : 1;
  if (escapes % 2 === 1) return 1;
  const within = from(WITHIN, text, at) ?? (at > start ? from(DOUBLED, text, at) : null);
  return within?.[0].length ?? 0;
}

/** Escaped quotes belong to the value; a quote that is escaped less than the opening one ends what is around it, too. */
export function closing(text: string, start: number, quote: string, depth: number): number {
  let at = text.indexOf(quote, start);
  while (at >= 0) {
    const within = withinLength(text, start, at, depth);
    if (within === 0) return depth === 0 ? at : at - escapesBefore(text, start, at);
    at = text.indexOf(quote, at + within);
  }
  return text.length;
}

/** A password may begin with a quote as well; one that goes on behind the next has not been quoted. */
const GOES_ON = /(?!%(?:25)?(?:2[026Cc]|3[Bb]|5[Dd]|7[Dd]|0[AaDd]))[^\s,;:)\]}>|&"'`\\<…]/y;

export function quotedValue(text: string, at: number): Value | undefined {
  const opening = from(OPENING, text, at);
  if (!opening) return undefined;
  const [whole, escapes = '', quote = whole] = opening;
  const start = at + whole.length;
  const close = closing(text, start, quote, escapes.length);
  if (escapes === '' && from(GOES_ON, text, close + quote.length)) return undefined;
  const isBlock = /(?:\\{0,8}["']){3}/.test(quote);
  const end = isBlock ? close : start + text.slice(start, close).search(/[\n\r]|$/);
  return { start, end, isClosed: true };
}

/** Of a line, or of a text that is written into one. */
export function lineAt(text: string, start: number): string {
  const window = text.slice(start, start + MAX_LINE_LENGTH);
  return window.slice(0, window.search(LINE_END));
}

const MAX_BRACED_LENGTH = 128;

/**
 * Where a value in braces ends, in which `}}` is one.
 * @see https://learn.microsoft.com/en-us/sql/connect/jdbc/building-the-connection-url
 */
function closingBrace(text: string, start: number): number {
  const window = text.slice(start, start + MAX_BRACED_LENGTH);
  let at = window.indexOf('}');
  while (at >= 0 && window[at + 1] === '}') at = window.indexOf('}', at + 2);
  return /^[;"'\s]?$/.test(text.slice(start + at + 1, start + at + 2)) && at > 0 ? start + at : -1;
}

/** Of a connection string it is what it may be; else `{0}` and `{password}` are places for one, and `{a: 1}` is an object. */
export function bracedValue(text: string, at: number): Value | undefined {
  const end = text[at] === '{' ? closingBrace(text, at + 1) : -1;
  const inner = text.slice(at + 1, end);
  if (end < 0 || inner.includes('\n')) return undefined;
  const isOfConnection =
    text[end + 1] === ';' || /;\s?[\w ]{1,40}=$/.test(text.slice(Math.max(0, at - 60), at));
  return isOfConnection || !/^\w*$|[":,{]/.test(inner) ? { start: at + 1, end, isClosed: true } : undefined;
}

const CDATA = '<![CDATA[';

/** Up to its end tag, which says that it is one. */
export function elementValue(text: string, at: number): Value {
  const isData = text.startsWith(CDATA, at);
  const start = isData ? at + CDATA.length : at;
  const window = text.slice(start, start + MAX_LINE_LENGTH);
  const tag = text[at - 1] === ';' ? '&lt;' : '<';
  const length = window.indexOf(isData ? ']]>' : tag);
  const isEnded = length >= 0 && (isData || window.startsWith('/', length + tag.length));
  return { start, end: start + (isEnded ? length : 0), isClosed: true };
}
