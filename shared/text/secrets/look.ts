/** How a value looks that is a secret, and how names look. */
import { isShuffled } from './rule';

/** Letters and digits in one word, or letters of both cases in no order, as in hardly any other word of this length. */
export const looksLikeSecret = (value: string): boolean =>
  /^\S{8,}$/.test(value) &&
  /[A-Za-z]/.test(value) &&
  (/\d/.test(value) || (/^[A-Za-z]{16,}$/.test(value) && isShuffled(value)));

/** Signs that words and names hardly have. */
export const isOdd = (value: string): boolean =>
  /^\S{8,}$/.test(value) && /[#$%^&*+~|\\<>{}[\]@!?=].{0,300}[#$%^&*+~|\\<>{}[\]@!?=]/.test(value);

/** Words, as in a name: `db-credentials`, `prod/db`. */
export const isWords = (value: string): boolean => /^[A-Za-z]+(?:[-_/.:][A-Za-z]+)*$/.test(value);

/** The same, also with numbers, and no word of letters alone that is longer than words are, or in no order. */
export const isNameOf = (value: string): boolean =>
  isWords(value) && !(/^[A-Za-z]{8,}$/.test(value) && (value.length >= 16 || isShuffled(value)));

/** `db-credentials-v2`, `prod-db-2` */
export const isNumberedName = (value: string): boolean => /^[a-z]+(?:-[a-z]+)+(?:-v?\d{1,3})?$/.test(value);
