/** Passwords within addresses of services, with or without a user. */
import { looksRandom, type Rule, SLASH } from './rule';

const SCHEME_END = `:${SLASH}${SLASH}`;

export const URLS: [kind: string, rule: Rule][] = [
  // `scheme://user:password@host`. An unescaped `@` in the password is part of it.
  [
    'password',
    {
      pattern: new RegExp(
        String.raw`(${SCHEME_END}(?:‹[^›\n]{1,30}›|[^\s:/@?#"'<>\\]{0,200}):)[^\s/?#"'<>\\]{1,300}(?=@)`,
        'g',
      ),
    },
  ],
  // The same in a query: `scheme%3A%2F%2Fuser%3Apassword%40host`.
  ['password', { pattern: /(%3A%2F%2F[\w.~-]{0,200}%3A)[\w.~!*+-]{1,300}(?=%40)/gi }],
  // A key in the place of the user, as Sentry has it.
  [
    'password',
    {
      pattern: new RegExp(`(${SCHEME_END})[A-Za-z0-9_-]{20,300}(?=@)`, 'g'),
      isSecret: (user) => /^[0-9a-f]{32}$/.test(user) || looksRandom(user),
    },
  ],
  // https://github.com/go-sql-driver/mysql#dsn-data-source-name
  ['password', { pattern: /((?<![\w.-])[\w.-]{1,100}:)[^\s:"'/@]{1,200}(?=@(?:tcp|unix|udp)\()/g }],
  // https://docs.oracle.com/en/database/oracle/oracle-database/23/jjdbc/data-sources-and-URLs.html
  ['password', { pattern: /(:thin:[^\s/@"']{1,100}\/)[^\s/@"']{1,200}(?=@)/g }],
];
