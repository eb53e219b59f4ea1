/** Foreign text without what nobody sees: it steers terminals, turns the direction of reading, or parts a word for readers of secrets. */
import { stripVTControlCharacters } from 'node:util';

/** All that is not drawn, but for tabs, line breaks and the joiner of emoji; Hangul fillers are blanks. */
const INVISIBLE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each of them is meant by itself
  /[\p{Cc}\p{Cf}\u034f\u115f\u1160\u17b4\u17b5\u2028\u2029\u3164\uffa0\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu;
const KEPT = /[\n\t]/;
/** Draws an emoji in colour, or joins two. */
const EMOJI_PART = /[\ufe0f\u200d]/;
const EMOJI_BEFORE = /(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f)$/u;

/**
 * Well-formed, on lines that end with `\n`, without ANSI sequences, control characters, direction marks and invisible
 * characters.
 */
export const sanitize = (text: string): string =>
  stripVTControlCharacters(text.toWellFormed())
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(INVISIBLE, (character, at: number, all: string) => {
      if (KEPT.test(character)) return character;
      const isOfEmoji = EMOJI_PART.test(character) && EMOJI_BEFORE.test(all.slice(Math.max(0, at - 2), at));
      return isOfEmoji ? character : '';
    });
