/** Foreign text without what nobody sees: it steers terminals, turns the direction of reading, or parts a word for readers of secrets. */
import { stripVTControlCharacters } from 'node:util';

/** All that is not drawn, but for tabs, line breaks and the joiner of emoji; Hangul fillers and U+2800 are blanks. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is meant by itself
  /[\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u2028\u2029\u2800\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const KEPT = /[\n\t]/;
/** Draws an emoji in colour, or joins two. */
const EMOJI_PART = /[\ufe0f\u200d]/;
const EMOJI_BEFORE = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;

/** Colours that something has written out, as journald, rsyslog and shells do: `#033[31m`, `^[[0m`, `\x1b[0m`. */
const WRITTEN_COLOR = /(?:(?<!\\)\\+(?:x1[bB]|0?33|e)|#033|\^\[)\[[\d;]{0,20}m/g;
/** `\u0070`, but none that would only become one of the digits of another. */
const WRITTEN_CHARACTER = /(?<!\\|\\u[\dA-Fa-f]{0,3})\\+u([\dA-Fa-f]{4})/g;
/** Would break a line, or begin another escape. */
const KEPT_WRITTEN = /[\p{Cc}\\\u2028\u2029]/u;
const ESCAPE = '\u001b';

/** Written out, as programs put text into JSON, a letter or a sign hides a name from readers of secrets, and all Korean from people. */
const withCharacters = (text: string): string =>
  text.replace(WRITTEN_CHARACTER, (written: string, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return character !== ESCAPE && KEPT_WRITTEN.test(character) ? written : character;
  });

const withoutInvisible = (text: string): string =>
  stripVTControlCharacters(text.toWellFormed())
    .replace(WRITTEN_COLOR, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, (character, at: number, all: string) => {
      if (KEPT.test(character)) return character;
      const isOfEmoji = EMOJI_PART.test(character) && EMOJI_BEFORE.test(all.slice(Math.max(0, at - 2), at));
      return isOfEmoji ? character : '';
    });

/**
 * Well-formed, on lines that end with `\n`, without ANSI sequences, control characters, direction marks and invisible
 * characters, also of those that are written out as `\u200b`. Of these, letters and signs stand as what they are.
 */
export const sanitize = (text: string): string => withoutInvisible(withCharacters(withoutInvisible(text)));
