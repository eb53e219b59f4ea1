/** Whether what stands behind a name is a secret: many values are words about one, or a place for one. */
import { isNameOf, isNumberedName, isOdd, looksLikeSecret } from './look';
import { type NameKind, nameStrength } from './names';
import { isPlaceholder, isReference, isSentence } from './placeholder';
import { looksRandom } from './rule';
import type { Separator } from './separators';

/**
 * `before` ends with what a longer name begins with, `suffix` is what it goes on with, `between` what stands before the value,
 * `rest` begins what stands behind it. `isClosed`: quotes or a tag say where it ends.
 */
type Found = {
  kind: NameKind;
  name: string;
  before: string;
  suffix: string;
  separator: Separator;
  between: string;
  value: string;
  rest: string;
  isClosed: boolean;
};

/** A colon before a space is a sentence's as well: `password: authentication failed`. */
const isProse = ({ isClosed, between }: Found): boolean =>
  !isClosed && /[:：]\s/.test(between) && !/["'|>]/.test(between);

/** Nothing but the end of a phrase: more words would make a sentence of it. */
const PHRASE_END = /^\s{0,5}(?:$|[\n\r,;|)\]}"'\\])/;

/** Longer than words are, but for names of errors. */
const isNoWord = (value: string): boolean => /^[A-Za-z]{20,}(?<!Error|Exception)$/.test(value);
/** `pass: 95.4%` of tests, `pass=1234ms` */
const isMeasured = (value: string): boolean =>
  /^\d{0,3}$|^\d{1,9}(?:\.\d{1,9})?(?:%|ms|s|min|h|\/\d{1,9})$/.test(value);
/** What is said of a flag: `--password requires a value`. */
const OF_FLAG =
  /^(?:requires?|must|needs?|option|flag|should|cannot|and|or|to|for|from|with|expects?|argument|has|may|can|given)$/i;

const isLikely = (value: string): boolean => looksLikeSecret(value) || isOdd(value);

function isPassword(found: Found): boolean {
  const { value, rest, separator } = found;
  if (isMeasured(value)) return false;
  if (separator === 'flag') return value.length >= 4 && !value.startsWith('-') && !OF_FLAG.test(value);
  return (
    !isProse(found) ||
    (value.length >= 4 && (/\d/.test(value) || PHRASE_END.test(rest) || isNoWord(value) || isOdd(value)))
  );
}

/** A name of something, and a small number, are none. */
function isToken(found: Found): boolean {
  const { value, isClosed, separator } = found;
  if (isLikely(value)) return true;
  if (separator === 'flag' || isProse(found)) return false;
  return value.length >= 6 && !/^\d{0,5}$/.test(value) && !(isClosed && isNameOf(value));
}

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;
/** Tokens of requests that are repeated, and of pages, are given out by whoever asks. */
const OF_PAGE = /(?:next|continuation|pagination|page|previous)[_-]?$/i;
const OF_REQUEST = /(?:client|request|idempotency)[_-]?$/i;
/** A session of Session Manager. @see https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html */
const SSM_SESSION = /^[\w+=,.@-]{1,100}-[\da-z]{17,26}$/;

/** Of these kinds the value must be of a certain form, or must not. */
const FORMS: Partial<Record<NameKind, (found: Found) => boolean>> = {
  authorization: ({ value }) => /^(?=.*[\d+/=])\S{6,}$|^\S{20,}$|^(?=.*[\d+/=,]).{20,}$/s.test(value),
  cookie: ({ value }) => value.includes('='),
  'card code': ({ value }) => /^\d{3,4}$/.test(value),
  'resident number': ({ value }) => /^\d{6}\D?\d{7}$/.test(value),
  session: ({ value }) => value.length >= 16 && looksLikeSecret(value) && !SSM_SESSION.test(value),
  'access token': ({ value }) => value.length >= 16 && looksLikeSecret(value),
};

function isOfKind(found: Found): boolean {
  const { kind, name, before, value } = found;
  if (kind === 'signature') return value.length >= 16 && /\d/.test(value);
  if (kind === 'password') return isPassword(found);
  if (kind === 'token' && (OF_PAGE.test(before) || (OF_REQUEST.test(before) && UUID.test(value))))
    return false;
  if (kind === 'secret' && isNumberedName(value)) return false;
  // The key of a storage is an account's, or the path of an object.
  if (kind === 'key' && (UUID.test(value) || (/^storage/i.test(name) && !looksRandom(value)))) return false;
  return isToken(found);
}

export function isSecret(found: Found): boolean {
  const { kind, suffix, between, separator, value, isClosed } = found;
  if (isPlaceholder(value, isClosed) || isReference(value) || isSentence(value)) return false;
  const form = FORMS[kind];
  if (form) return suffix === '' && form(found);
  const strength = nameStrength(suffix);
  if (strength === 'none') return false;
  if (strength === 'likely') return looksLikeSecret(value);
  if (separator === 'phrase') return isLikely(value);
  if ((separator === 'call' || separator === 'argument') && (value.length < 4 || /\s/.test(value)))
    return false;
  // `password == x` is a line of a program.
  if (!isClosed && /=$/.test(between) && /^[=~>]/.test(value)) return isLikely(value);
  return isOfKind(found);
}
