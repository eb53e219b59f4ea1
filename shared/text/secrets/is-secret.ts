/** Whether what stands behind a name is a secret: many values are words about one, or a place for one. */
import { type NameKind, nameStrength } from './names';
import { isPlaceholder, isWords, looksLikeSecret } from './value';

/**
 * `suffix` is what the name goes on with, `between` what stands before the value, `rest` begins what stands behind it.
 * `isClosed`: quotes or a tag say where it ends. `isPhrase`: a verb or a particle stands between.
 */
type Found = {
  kind: NameKind;
  suffix: string;
  isFlag: boolean;
  isPhrase: boolean;
  between: string;
  value: string;
  rest: string;
  isClosed: boolean;
};

/** A colon before a space is a sentence's as well: `password: authentication failed`. */
const isProse = ({ isClosed, between }: Found): boolean =>
  !isClosed && /[:：]\s/.test(between) && !/["']/.test(between);

/** Nothing but the end of a phrase: more words would make a sentence of it. */
const PHRASE_END = /^\s{0,5}(?:$|[\n\r,;|)\]}"'\\])/;

/** Longer than words are, but for names of errors. */
const isNoWord = (value: string): boolean => /^[A-Za-z]{20,}(?<!Error|Exception)$/.test(value);

function isPassword(found: Found): boolean {
  const { value, rest, isFlag } = found;
  if (isProse(found))
    return value.length >= 4 && (/\d/.test(value) || PHRASE_END.test(rest) || isNoWord(value));
  return isFlag ? value.length >= 4 && !value.startsWith('-') : !/^\d{0,3}$/.test(value);
}

/** A name of something, and a small number, are none. */
function isToken(found: Found): boolean {
  const { value, isClosed } = found;
  if (looksLikeSecret(value)) return true;
  return !isProse(found) && value.length >= 6 && !/^\d{0,5}$/.test(value) && !(isClosed && isWords(value));
}

/** Those whose name goes on with nothing else. */
const EXACT: Partial<Record<NameKind, (value: string) => boolean>> = {
  authorization: (value) => /[\d+/=]|^\S{20,}$/.test(value),
  cookie: (value) => value.includes('='),
  'card code': (value) => /^\d{3,4}$/.test(value),
  'resident number': (value) => /^\d{6}\D?\d{7}$/.test(value),
};

export function isSecret(found: Found): boolean {
  const { kind, suffix, value, isClosed, isPhrase } = found;
  if (isPlaceholder(value, isClosed)) return false;
  if (isPhrase) return looksLikeSecret(value) && nameStrength(suffix) === 'sure';
  const exact = EXACT[kind];
  if (exact) return suffix === '' && exact(value);
  switch (nameStrength(suffix)) {
    case 'none':
      return false;
    case 'likely':
      return looksLikeSecret(value);
    case 'sure':
      if (kind === 'signature') return value.length >= 16 && /\d/.test(value);
      return kind === 'password' ? isPassword(found) : isToken(found);
  }
}
