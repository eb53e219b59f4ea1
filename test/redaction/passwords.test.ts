/** How many random passwords can be read in part, in the spellings of every day: the corpus cannot hold them all. */
import fc from 'fast-check';
import { safe } from '../../shared/text/safe';

const SAMPLE = { numRuns: 2_000, seed: 19 };
/** As much of a password as nobody should see. */
const PART_LENGTH = 6;

/** All that ASCII prints, without spaces. */
const PASSWORDS = fc.sample(
  fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    minLength: 12,
    maxLength: 32,
  }),
  SAMPLE,
);

type Spelling = { encode: (text: string) => string; line: (encoded: string) => string };

const plain = (text: string): string => text;
const json = (text: string): string => JSON.stringify(text).slice(1, -1);
const query = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
const xml = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const python = (text: string): string => text.replace(/[\\']/g, '\\$&');

const SPELLINGS: [name: string, mostPercent: number, spelling: Spelling][] = [
  ['JSON', 0.1, { encode: json, line: (it) => `{"user":"app","password":"${it}","host":"db"}` }],
  [
    'JSON in JSON',
    0.1,
    { encode: (text) => json(json(text)), line: (it) => `{"m":"{\\"password\\":\\"${it}\\",\\"a\\":1}"}` },
  ],
  [
    'a Python dictionary',
    0.1,
    { encode: python, line: (it) => `{'user': 'app', 'password': '${it}', 'port': 5432}` },
  ],
  ['XML', 0.1, { encode: xml, line: (it) => `<db><password>${it}</password><host>db</host></db>` }],
  [
    'a URL',
    0.1,
    { encode: query, line: (it) => `connect to postgres://app:${it}@db.internal:5432/shop failed` },
  ],
  ['a query', 0.1, { encode: query, line: (it) => `POST /login?user=app&password=${it}&next=%2F 200` }],
  [
    'a connection string',
    0.1,
    {
      encode: (text) => text.replace(/\}/g, '}}'),
      line: (it) => `Driver={ODBC};Server=db;Uid=app;Pwd={${it}};Encrypt=yes`,
    },
  ],
  [
    'a flag',
    1,
    {
      encode: (text) => text.replace(/'/g, "'\\''"),
      line: (it) => `failed: tool --password '${it}' --verbose`,
    },
  ],
  ['a setting', 1, { encode: plain, line: (it) => `DB_PASSWORD=${it}` }],
  [
    'Java properties',
    1,
    {
      encode: (text) => text.replace(/\\/g, '\\\\'),
      line: (it) => `spring.datasource.password=${it}\nspring.x=1`,
    },
  ],
  ['YAML', 1, { encode: plain, line: (it) => `password: ${it}` }],
  [
    'quoted YAML',
    2,
    { encode: (text) => text.replace(/'/g, "''"), line: (it) => `db:\n  password: '${it}'\n  host: db` },
  ],
  ['a header', 2, { encode: plain, line: (it) => `GET / HTTP/1.1\nX-Api-Key: ${it}\nHost: a` }],
  [
    'a setting among others',
    4,
    { encode: plain, line: (it) => `exec: DB_HOST=x DB_PASSWORD=${it} DB_USER=y` },
  ],
  ['a sentence', 5, { encode: plain, line: (it) => `the new password is ${it} for app` }],
  [
    'a URL that nobody has encoded',
    5,
    { encode: plain, line: (it) => `connect to postgres://app:${it}@db.internal:5432/shop failed` },
  ],
];

/** Whether any part of it stands in what is shown, as it is or as it is spelled. */
const isSeen = (password: string, shown: string, { encode }: Spelling): boolean =>
  Array.from({ length: password.length - PART_LENGTH + 1 }, (_, at) =>
    password.slice(at, at + PART_LENGTH),
  ).some((part) => shown.includes(part) || shown.includes(encode(part)));

describe('a random password', () => {
  it.each(SPELLINGS)('in %s is read in part in %d %% at most', (_, mostPercent, spelling) => {
    const seen = PASSWORDS.filter((one) => isSeen(one, safe(spelling.line(spelling.encode(one))), spelling));
    expect((100 * seen.length) / PASSWORDS.length).toBeLessThanOrEqual(mostPercent);
  });

  it('is seen where nothing hides it', () => {
    const spelling = { encode: plain, line: plain };
    const seen = PASSWORDS.filter((one) => isSeen(one, safe(`it: ${one}`), spelling));
    expect(seen.length).toBeGreaterThan(0.9 * PASSWORDS.length);
  });
});
