/** Passwords within addresses of services, with or without a user. */
import { looksRandom, type Rule, SLASH } from './rule';

const SCHEME_END = `:${SLASH}${SLASH}`;

const USER = String.raw`(?:‹[^›\n]{1,30}›|[^\s:/?#"'<>\\]{0,200})`;
/** `host:8080/path@v2` has no password. */
const PORT = String.raw`\d{1,5}(?:[/?#;,"'\\)}\]]|$)`;
/** Whatever is in it but another address, and the end of a text in JSON. */
const CHARACTER = String.raw`(?:(?!${SCHEME_END})(?:[^\s"\\]|"(?![,:}\])\s]|$)|\\(?![/"\\]|[nrt](?!\w)|u[\da-f]{4})))`;
/** One word is a host only if nothing behind it is one. */
const HOST = String.raw`(?:[\w-]{1,63}\.[\w.-]{1,253}|[\w.-]{0,253}:\d{2,5}|\[[\d:.A-Fa-f]{2,45}\]|[\w-]{0,63}(?!${CHARACTER}{0,300}@))(?![\w@#%.-])`;

export const URLS: [kind: string, rule: Rule][] = [
  // `scheme://user:password@host`, also of a password that nobody has encoded.
  [
    'password',
    { pattern: new RegExp(`(${SCHEME_END}${USER}:)(?!${PORT})${CHARACTER}{1,1000}?(?=@${HOST})`, 'g') },
  ],
  // The same in a query: `scheme%3A%2F%2Fuser%3Apassword%40host`.
  ['password', { pattern: /(%3A%2F%2F[\w.~-]{0,200}%3A)[\w.~!*+-]{1,1000}(?=%40)/gi }],
  // A key in the place of the user, as Sentry has it.
  [
    'password',
    {
      pattern: new RegExp(`(${SCHEME_END})[A-Za-z0-9_-]{20,300}(?=@)`, 'g'),
      isSecret: (user) => /^[0-9a-f]{32}$/.test(user) || looksRandom(user),
    },
  ],
  // https://github.com/go-sql-driver/mysql#dsn-data-source-name
  [
    'password',
    {
      pattern: /((?<![\w.-])[\w.-]{1,100}:)[^\s:"'/@]{1,200}(?=@(?:(?:tcp|unix|udp)\(|\/\w))/g,
      isSecret: (password) => !/^\d{1,5}$/.test(password),
    },
  ],
  // https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html
  ['password', { pattern: /(:thin:[^\s/@"']{1,100}\/)[^\s/@"']{1,200}(?=@)/g }],
];
