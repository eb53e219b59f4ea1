/** What stands where a secret might, and is none. */
/**
 * Says that there is none, or what it is to be.
 */
const WORDS =
  'null|nil|none|undefined|nan|true|false|yes|no|on|off|not|unset|unknown|empty|missing|required|optional|expired|invalid|incorrect|wrong|denied|failed|failure|error|changed|rotated|reset|set|ok|valid|strict|default|hidden|redacted|masked|filtered|bearer|basic|str|string|int|integer|number|bytes|any|text|varchar|object|boolean|bool|unexpected|is|was|the|a|an';

/** Stands where a secret was or will be, as `<unset>`, `${PASSWORD}`, `%(password)s`; closed at its end, as a password may begin so. */
const CLOSED = String.raw`<[\w\s.:-]*>|\[[\w\s.:-]*\]|\{.*\}|\([\w\s.:-]*\)|\$\{.*\}|\$\(.*\)|\$(?:[a-z_]+|[a-z\d]+(?:_[a-z\d]+)+|\d)|%[A-Z_]+%|%[sdv]|\?|%\(\w+\)s|#\{.*\}`;

const PLACEHOLDER = new RegExp(`^(?:[*•xX.·_# -]*|${CLOSED}|(?:${WORDS})[.!?]?|[가-힣]+[.!?]?)$`, 'is');

/** Hidden already; or an address, whose own secrets are looked for by themselves. */
const OTHERWISE_HIDDEN = /^(?:(?:[A-Za-z][\w-]{0,30} )?‹|arn:aws[\w-]{0,10}:|[a-z][\w+.-]{0,30}:\/\/)/i;

/** The beginning of what goes on behind a space: `<not set>`, `{ name: x`, `${PASSWORD:?must be`. */
const OPENED =
  /^(?:[<[{(]+[A-Za-z가-힣]*|[<[{(]+\\{0,8}["'].*|[{[(]+[A-Za-z_][\w-]*[:=].*|\$[{(]\w+[:-]?.*|<[%?]=?|%\(\w+)$/s;

/** `getPassword()`, `process.env.TOKEN`, `jwt.sign({`: a line of a program, as far as the next space. */
const CODE =
  /^(?::[a-z_]{2,30}|(?:var|local|data|module|secrets|random_password|process|os|this|self|req|request|res|config|params|env|props|input|options|event|ctx|context|args)\.[\w.[\]'"]+|[a-z_][\w.]{0,80}[([](?:[)\]].*|["'`][\w./:-]*(?:["'`].*)?|[{&*]?[\w.]*[)\]},;.:]*))$/is;

export const isPlaceholder = (value: string, isQuoted: boolean): boolean =>
  OTHERWISE_HIDDEN.test(value) ||
  PLACEHOLDER.test(value) ||
  (!isQuoted && (OPENED.test(value) || CODE.test(value)));

/** Where a secret lies, and not the secret: a path, `vault:secret/data/db#password`, `alias/app`. */
export const isReference = (value: string): boolean =>
  /^(?:(?:\/(?:run|etc|var|opt|home|usr|mnt|srv|tmp|secrets?|vault|root|app)|~|\.{1,2})\/[\w./-]{1,200}|(?:vault|ssm|secretsmanager|aws-sm|sops|env|file|keychain|alias|projects)(?::\/{0,2}|\/)[a-z][\w/#.:-]{0,200})$/i.test(
    value,
  ) || ALGORITHM.test(value);

const ALGORITHM =
  /^(?:AES|RSA|SHA|HS|RS|ES|PS|TLS|ECDSA|HMAC|ARIA|SEED)[-_]?(?:SHA)?[-_]?\d{1,4}(?:[-_][A-Z]{2,6}){0,2}$/i;

/** What a form says of a field: `is too short (minimum is 8 characters)`. */
export const isSentence = (value: string): boolean =>
  /^(?:is|are|was|has|must|should|can|cannot|can't|can’t|may|does|do|needs?|at least|too|please) [\w'’ .,()]{1,200}$/i.test(
    value,
  );
