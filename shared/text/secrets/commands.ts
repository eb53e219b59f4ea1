/** Secrets on command lines, and credentials that no name stands in front of. */
// biome-ignore-all lint/complexity/noUselessStringRaw: all alike, so that a backslash can be added
import { KEY_LINE } from './keys';
import { looksLikeSecret } from './look';
import { isPlaceholder, isReference } from './placeholder';
import { looksRandom, type Rule } from './rule';

/** Also as a list of them: `['mysqldump', '-p…'`. */
const ARGUMENTS = String.raw`(?:[^\n|;&]|,\n){0,100}?[\s,["']`;
const GAP = String.raw`(?:\s|\\{0,8}["'],(?:\s|\\{1,8}n){0,20}\\{0,8}["'])`;
/** Up to the quote that was opened, or the end of the word; or what is hidden already. */
const VALUE = String.raw`(?:‹[^›\n]{1,30}›|(?<=\\["'])[^"'\\\n‹]{1,300}|(?<=')[^'\n‹]{1,300}|(?<=")[^"\n‹]{1,300}|[^\s"'\\‹]{1,300})`;
const afterFlag = (commands: string, flag: string): Rule => ({
  pattern: new RegExp(
    String.raw`((?<![\w.-])(?:${commands})\b${ARGUMENTS}${flag}(?:\\{0,8}["'])?)${VALUE}`,
    'g',
  ),
  isSecret: (value) => !isPlaceholder(value, true),
});

/** The value in front of its name. */
const VALUE_FIRST: Rule = {
  pattern:
    /(\bvalue\\{0,8}["']?\s{0,5}[:=]\s{0,5}\\{0,8}["'])(?:[^"'\\\n]|\\[^"'\n]){4,300}(?=\\{0,8}["'],?\s{0,20}\\{0,8}["']?(?:name|key)\\{0,8}["']?\s{0,5}[:=]\s{0,5}\\{0,8}["'][\w.-]{0,60}(?:passw(?:or)?d|pwd|secret|token|(?:api|access|private)_?key)\\{0,8}["'])/gi,
  isSecret: (value) => !isPlaceholder(value, true) && !isReference(value),
};

/** `user:password` in Base64. @see https://datatracker.ietf.org/doc/html/rfc7617 */
const isUserAndPassword = (text: string): boolean =>
  /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(text, 'base64').toString('utf8'));

const isCredential = (text: string): boolean => looksLikeSecret(text) || /^\S{20,}$/.test(text);

export const COMMANDS: [kind: string, rule: Rule][] = [
  ['password', afterFlag(String.raw`mysql\w{0,10}|mariadb[\w-]{0,10}`, '-p')],
  ['password', afterFlag('sshpass', `-p${GAP}?`)],
  ['password', afterFlag('redis-cli', `-a${GAP}`)],
  ['password', afterFlag('(?:docker|podman|nerdctl|helm registry) login|twine upload', `-p${GAP}`)],
  ['password', afterFlag(String.raw`mosquitto_\w{3,6}|sqlcmd|bcp|ipmitool`, `-P${GAP}?`)],
  ['password', afterFlag(String.raw`ldap(?:search|modify|add|whoami)`, `-w${GAP}`)],
  ['password', afterFlag(String.raw`mongo\w{0,10}`, `-p${GAP}`)],
  [
    'password',
    afterFlag('curl|wget|http', String.raw`(?:-u${GAP}?|--user(?:=|${GAP}))["']?[^\s:"'\\]{1,100}:`),
  ],
  // `ALTER ROLE app WITH PASSWORD '…'`, `IDENTIFIED WITH mysql_native_password BY '…'`
  [
    'password',
    {
      pattern: /(\b(?:PASSWORD|IDENTIFIED(?: WITH \w{1,40})? BY)\s{1,5}')(?:[^'\n]|''){1,300}(?='(?!\w))/gi,
      isSecret: (value) => !isPlaceholder(value, true),
    },
  ],
  // `machine db login app password …` of `.netrc`, and settings of Redis.
  ['password', { pattern: /(\blogin\s{1,5}[^\s]{1,100}\s{1,5}password\s{1,5})[^\s‹]{1,300}/g }],
  ['password', { pattern: /(\b(?:requirepass|masterauth)\s{1,5}(?:\\{0,8}["'])?)[^\s"'\\‹]{1,300}/gi }],
  // `{"value": "…", "name": "DB_PASSWORD"}`
  ['secret', VALUE_FIRST],
  // The arguments in a stack trace of PHP.
  [
    'password',
    {
      pattern:
        /((?:PDO->__construct|mysqli->__construct|mysqli_connect)\((?:'[^'\n]{0,200}', ){2}')[^'\n]{1,300}/g,
    },
  ],
  // https://docs.docker.com/reference/cli/docker/login/ and npm's `_auth`
  [
    'password',
    {
      pattern:
        /(\bauth(?:\\{0,8}"\s{0,5}:\s{0,5}\\{0,8}"|\s{0,5}=\s{0,5}"?)|\b_auth\s{0,5}=\s{0,5}"?)[A-Za-z0-9+/]{8,2000}={0,2}/g,
      isSecret: isUserAndPassword,
    },
  ],
  // As `MONITOR` shows it. https://redis.io/docs/latest/commands/auth/
  [
    'password',
    {
      pattern:
        /(\\{0,8}"AUTH\\{0,8}"\s{1,5}(?:\\{0,8}"[^"\\\n]{1,100}\\{0,8}"\s{1,5})?\\{0,8}")[^"\\\n]{1,300}(?=\\{0,8}")/gi,
    },
  ],
  // https://datatracker.ietf.org/doc/html/rfc4954
  ['password', { pattern: /(\bAUTH (?:PLAIN|LOGIN|XOAUTH2|CRAM-MD5)\s{1,3})[A-Za-z0-9+/]{8,2000}={0,2}/g }],
  ['token', { pattern: /(\bBearer[ \t]{1,5})[\w.~+/-]{8,2000}={0,2}/gi, isSecret: isCredential }],
  ['password', { pattern: /(\bBasic[ \t]{1,5})[A-Za-z0-9+/]{6,2000}={0,2}/gi, isSecret: isUserAndPassword }],
  // A secret access key of AWS is known by nothing but its length, as S3's second id of a request is.
  [
    'aws secret key',
    {
      pattern:
        /((?<![\w+/=-]|(?:amz-id-2|[Rr]equest ?I[Dd]|[Hh]ostId)["']?[:=>]\s?["']?))[A-Za-z0-9+/]{40}(?![\w+/=-])/g,
      isSecret: looksRandom,
    },
  ],
  // Of Azure's storage accounts: 64 bytes. Not behind `sha512-`, which is as long.
  ['azure key', { pattern: /((?<![\w+/=-]))[A-Za-z0-9+/]{86}==(?![\w+/=])/g, isSecret: looksRandom }],
  ['private key', KEY_LINE],
];
