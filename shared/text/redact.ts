/** Redacts secrets in foreign text: alarm descriptions, error messages and log lines hold more than they should. */

const REDACTED = '***';

/** A JWT has three parts; what has fewer is kept. */
const jwt = (text: string, isWhole: string | undefined): string => (isWhole ? REDACTED : text);

/**
 * Each pattern's `$1`, where it has one, is kept in front. Text may be hostile: what can fail after a long run is
 * bounded, or takes the run with it all the same, so that the time grows no faster than the text.
 */
const SECRETS: [pattern: RegExp, replacement: string | typeof jwt][] = [
  // A key that is cut off has no end: then all of it goes that a key may be.
  [
    /-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----(?:[\s\S]{0,8000}?-----END [A-Z ]{0,30}PRIVATE KEY-----|[\s\S]{0,8000})/g,
    REDACTED,
  ],
  [/(hooks\.slack(?:-gov)?\.com\/)[\w/.-]+/gi, `$1${REDACTED}`],
  [/\b(?:xox[a-z]|xapp)-[\w-]{8,}/gi, REDACTED],
  [/\b(?:AKIA|ASIA|AIDA|AROA)[A-Z0-9]{12,124}\b/g, REDACTED],
  [/\beyJ[\w-]{8,}(\.[\w-]{8,}\.[\w-]*)?/g, jwt],
  [/\b(Bearer|Basic)\s{1,5}[\w.~+/=-]{6,}/gi, `$1 ${REDACTED}`],
  [/(:\/\/[^\s:/@]{1,100}:)[^\s:/@]{1,300}(?=@)/g, `$1${REDACTED}`],
  [
    /((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|credentials?)[\w-]{0,40}["']?\s{0,5}[=:]\s{0,5})(?:"[^"\n]+"?|'[^'\n]+'?|[^\s,;&"'<>]+)/gi,
    `$1${REDACTED}`,
  ],
];

/**
 * The text with AWS keys, Slack tokens and webhook addresses, bearer tokens, JWTs, private keys, passwords in URLs and
 * `password=…`-like assignments replaced by `***`.
 */
export const redact = (text: string): string =>
  SECRETS.reduce(
    (redacted, [pattern, replacement]) =>
      typeof replacement === 'string'
        ? redacted.replace(pattern, replacement)
        : redacted.replace(pattern, replacement),
    text,
  );
