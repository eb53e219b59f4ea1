/** Where a value without quotes ends: at white space, and at what parts it from what comes next, as far as that is seen. */
import type { Value } from './value';

const MAX_LENGTH = 16_000;
/** As much as tells whether it is a secret; no more is looked at of what is none. */
const MAX_LOOK = 100;
const MAX_LINE_BEFORE = 200;

/** `user=`, `"user":`, `user%3D`: a password may have a comma in it, but is not likely to go on like this. */
const next = (least: number): string =>
  String.raw`(?:\\{0,8}["'])?[A-Za-z_][\w.-]{${least},40}(?:\\{0,8}["'])?(?:=|:(?!\/\/)|%(?:25)?3D)`;
/** In a query a name may be one letter. */
const NEXT = new RegExp(
  String.raw`[,;|]{1,3}[\[({]?(?=${next(2)})|&(?:amp;)?(?=${next(0)})|\\{1,8}[nrt](?=${next(2)})`,
);
const NEXT_IN_BRACKETS = new RegExp(String.raw`[)\]}]{1,3}[,;|]?[\[({]?(?=${next(2)})`);
/** What HTML, XML and JSON write around a text. */
const MARKUP =
  /<\/?[A-Za-z][\w:-]{0,30}\s?\/?>|&(?:quot|apos|lt|gt|#3[49]);|\\{1,8}(?:u00(?:2[267]|3[CcEe])|r\\{1,8}n)/;
/** A query that is itself encoded. */
const ENCODED = /%(?:25)?(?:26|22|2[Cc]|7[Dd]|0[AaDd])/;

/** All of these need one of them; most values have none. */
const MAY_END = /[,;|)\]}&\\<"'`%]/;

const endOf = (run: string, end: RegExp): number => {
  const at = run.search(end);
  return at < 0 ? run.length : at;
};

const QUOTES = /\\{0,8}["'`]/g;
const QUOTE_OR_LINE = /\n|\\{0,8}["'`]/g;

/** `skip` passes over what is hidden. */
type OpenQuotes = { at: (place: number) => Set<string>; skip: (start: number, end: number) => void };

/** The quotes that are open at a place in its line, each with its escapes. Asked for one place after the other. */
export function openQuotes(text: string): OpenQuotes {
  const open = new Set<string>();
  let seen = 0;
  const at = (place: number) => {
    QUOTE_OR_LINE.lastIndex = seen;
    for (let match = QUOTE_OR_LINE.exec(text); match; match = QUOTE_OR_LINE.exec(text)) {
      const [quote] = match;
      if (match.index + quote.length > place) break;
      const isApostrophe =
        quote === "'" && /\w'\w/.test(text.slice(Math.max(0, match.index - 1), match.index + 2));
      if (quote === '\n') open.clear();
      else if (!isApostrophe && !open.delete(quote)) open.add(quote);
    }
    seen = place;
    return open;
  };
  const skip = (start: number, end: number) => {
    at(start);
    seen = end;
  };
  return { at, skip };
}

/** Within quotes a program writes the end of a line as `\n`. */
function endOfQuotes(run: string, open: Set<string>): number {
  if (open.size === 0) return run.length;
  const closing = [...run.matchAll(QUOTES)].find(({ 0: quote }) => open.has(quote));
  return Math.min(closing?.index ?? run.length, endOf(run, /\\{1,8}[nrt]/));
}

/** What stands in front of it on its line. */
function lineBefore(text: string, at: number): string {
  const window = text.slice(Math.max(0, at - MAX_LINE_BEFORE), at);
  return window.slice(window.lastIndexOf('\n') + 1);
}

/** `export DB_PASSWORD=`, `spring.datasource.password=`: nothing but white space ends what such a line sets. */
const SETTING = /^\s{0,20}(?:export\s)?(?:[A-Z][A-Z\d_]*|[\w-]+(?:\.[\w-]+)+)\s?=\s?$/;
/** `X-Api-Key: `, `password: `, if nothing more stands on the line. */
const ONLY = /^[\s>-]{0,20}[A-Za-z][\w.-]*:\s{1,5}$/;

/** `isEncoded`: within a query that is itself encoded. */
export type Around = { isEncoded: boolean; open: () => Set<string> };

function endIn(run: string, rest: string, line: string, { isEncoded, open }: Around): number {
  if (!MAY_END.test(run)) return run.length;
  if (SETTING.test(line) || (ONLY.test(line) && /^\s{0,5}(?:\n|$)/.test(rest))) return run.length;
  const [hasQuote, hasBracket] = [/["'`\\]/.test(run), /[)\]}]/.test(run) && /[([{]/.test(line)];
  return Math.min(
    endOf(run, NEXT),
    endOf(run, MARKUP),
    isEncoded ? endOf(run, ENCODED) : run.length,
    hasBracket ? endOf(run, NEXT_IN_BRACKETS) : run.length,
    hasQuote ? endOfQuotes(run, open()) : run.length,
  );
}

/** What closes a bracket or a sentence is none of it. */
const closersOf = (run: string): RegExp => (/[([{<]/.test(run) ? /[.:,;]{1,9}$/ : /[)\]}>.:,;]{1,9}$/);

/** @param most of it is looked at: the same text may stand behind many names */
export function bareValue(text: string, start: number, around: Around, most = MAX_LOOK): Value {
  const window = text.slice(start, start + most);
  const word = window.slice(0, endOf(window, /\s/));
  const rest = text.slice(start + word.length, start + word.length + 8);
  const run = word.slice(0, endIn(word, rest, lineBefore(text, start), around));
  const isCut = run.length === most;
  const length = isCut ? most : run.replace(closersOf(run), '').length;
  return { start, end: start + length, isClosed: false, isCut };
}

/** The whole of a value of which the beginning is a secret. */
export const wholeBareValue = (text: string, start: number, around: Around): Value =>
  bareValue(text, start, around, MAX_LENGTH);
