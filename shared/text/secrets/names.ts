/** Names that say that what follows is a secret, and what may follow them in a longer name. */

/** The more telling first. A short word must not be the end of a longer one, as in `bypass`. */
export const NAMES = {
  'aws secret key': '(?:aws_?)?secret_?access_?key',
  'azure key': 'AccountKey|SharedAccessKey',
  authorization: '(?:proxy-)?authorization',
  cookie: '(?:set-)?cookie',
  password:
    'passw(?:or)?d|passphrase|passcode|pwd|(?:(?<![a-z])|(?<=db|root|user|admin|app|my|key|store|mail|smtp|ftp|ssh|ldap|sql|redis|mongo|pg))(?:pass|pw)|(?<![a-z])pin[_-]?(?:code|number)|redis(?:cli)?_auth|비밀 ?번호|비번|패스워드|암호',
  'api key': '(?:x-)?(?:api|app|auth|access|account|subscription)[_-]?key|인증 ?키|API ?키|액세스 ?키',
  secret: 'secret|credentials?|(?<![a-z])(?:creds|psk)|시크릿(?: ?키)?|비밀 ?키|보안 ?키',
  signature: '(?<![a-z])sig(?:nature)?',
  session: 'session[_-]?id|jsessionid|phpsessid|(?<![a-z])(?:sid|session)(?![a-z])',
  token: 'token|(?:otp|auth)[_-]?code|토큰|인증 ?번호',
  key: '(?:private|encryption|signing|master|license|service|shared|crypt|storage|(?<![a-z])(?:aes|hmac|jwt|enc|ssh|rsa))[_-]?key',
  'access token': '(?<![a-z])(?:jwt|pat)(?![a-z])',
  'card code': '(?<![a-z])cv[cv]2?',
  'resident number': '주민 ?(?:등록)? ?번호|(?<![a-z])(?:jumin|rrn)',
} as const;
export type NameKind = keyof typeof NAMES;

/** `token_ttl`, `passwordPolicy`, `secretArn`: what is said of a secret is none. */
const ABOUT =
  /^s?[_.-]?(?:ids?(?![a-z])|arn|name|ttl|type|kind|count|len|min|max|policy|ref(?![a-z])|version|ur[il]|endpoint|file|path|dir|stdin|expir|age|time|limit|size|usage|used|bucket|rotat|reset|enabled?|disabled?|required|hint|status|state|error|date|field|column|label|provider|manager|store|service|auth|encoder|cache|rate|per(?![a-z])|format|strength|valid|check|change|update|create|mode|alg|header|param|prefix|template|rule|pattern|proxy|worker|queue|handler|issuer|scope|group|owner|user)/i;

/** `DB_PASSWORD_REPLICA`, `SECRET_KEY_BASE`, `tokenSecret`, `X-Hub-Signature-256`: still the secret itself. */
const PART_OF_NAME =
  /^(?:|[_.-]?(?:value|hash|string|text|confirm(?:ation)?|new|old|current|base64|b64|\d{1,4}|\w{0,30}(?:key|base|token|secret|password))|(?:_[A-Z0-9]{1,20}){1,3})$/;

/** `tokenizer`, `secretary`, `passwordless` */
const ANOTHER_WORD = /^[a-z]{2}/;

/** `none`: the name is of something else; `likely`: only a value that looks like a secret is one. */
export function nameStrength(suffix: string): 'sure' | 'likely' | 'none' {
  if (ABOUT.test(suffix)) return 'none';
  if (PART_OF_NAME.test(suffix)) return 'sure';
  return ANOTHER_WORD.test(suffix) ? 'none' : 'likely';
}
