/** Private keys, which may be long, on many lines, escaped, and cut off at either end; and JWTs. */
// biome-ignore-all lint/complexity/noUselessStringRaw: all alike, so that a backslash can be added
import { looksRandom, type Rule, START } from './rule';

const SPACE = String.raw`(?:[ +]|%20)`;
const NAME = `(?:[A-Z0-9]{1,10}${SPACE}){0,3}PRIVATE${SPACE}KEY(?:${SPACE}BLOCK)?`;
const BEGIN = `-{4,5}${SPACE}?BEGIN${SPACE}${NAME}${SPACE}?-{4,5}`;
const END = `-{4,5}${SPACE}?END${SPACE}${NAME}${SPACE}?-{4,5}`;

/** A line break as it is, escaped once or more, and in a URL. */
const BREAK = String.raw`(?:\s|\\{1,8}[nr]|%0[AaDd]){1,8}`;
const BASE64 = '[A-Za-z0-9+/=]';
/** What stands above the key's lines, such as `DEK-Info: AES-128-CBC,…`. */
const ARMOR_HEADER = String.raw`(?:[A-Z][A-Za-z-]{2,20}: [^\n\\%]{1,100}${BREAK})`;

/** A line of it by itself; what logs put in front of each line is no part of it. */
const LINE = String.raw`(?:(?:\n|\\{1,8}n)[^\n\\]{0,80}[ \t|>\]]${BASE64}{24,}(?=[\s…"'\\]|$)|${BREAK}${BASE64}{16,})`;

/** Up to its end, where there is one before the next `-----`; else as far as lines of a key go on. */
const pem: Rule = {
  pattern: new RegExp(
    `()${BEGIN}(?:[^-]*(?:-(?!---)[^-]*)*${END}|(?:${BREAK}${ARMOR_HEADER}{1,5})?(?:${LINE}|(?<=\\s)${BASE64}{16,})*(?:${BREAK}${BASE64}+(?=…?$))?)`,
    'g',
  ),
};

/** Lines of which the first is lost. Taken as a whole, with or without the end, so that none is tried again. */
const pemWithoutBegin: Rule = {
  pattern: new RegExp(
    `()(?<!${BASE64})(?:${BASE64}{40,80}${BREAK})+(?:${BASE64}{1,80}${BREAK}){0,2}(?:${END})?`,
    'g',
  ),
  isSecret: (lines) => lines.endsWith('-'),
};

/** What stands in the same armor and is no secret, such as a certificate. It is passed over as a whole. */
const PUBLIC = String.raw`-----BEGIN [^\n-]{1,60}-----[^-]*`;
/** How a key begins: RSA, EC, Ed25519 and PKCS #8 in DER, OpenSSH. */
const FIRST_LINE = `(?:MI[IG][A-Z][A-Za-z0-9+/]{2}IBA|MHcCAQEE|MIGkAgEB|MC4CAQAwBQYDK2Vw|b3BlbnNzaC1rZXktdjE)${BASE64}{20,}`;
const IS_FIRST_LINE = new RegExp(`^${FIRST_LINE}`);
/** Nothing but Base64 to the end, as wide as OpenSSL (64) and OpenSSH (70) write it; S3's ids of versions are as long. */
const OTHER_LINE = String.raw`(?<=^|[\s|"'])(?<![Vv]ersion_?[Ii]d["']?[:=]\s?["']?)(?:[A-Za-z0-9+/]{64}|[A-Za-z0-9+/]{70})(?=$|["'\\]|: )`;

/** A key's lines by themselves, as logs that are kept by the line have them. Whatever else is known by its shape comes before. */
export const KEY_LINE: Rule = {
  pattern: new RegExp(`(${START})(?:${PUBLIC}|${FIRST_LINE}|${OTHER_LINE})`, 'gm'),
  isSecret: (line) => !line.startsWith('-') && (IS_FIRST_LINE.test(line) || looksRandom(line)),
};

/** Signed or not, and with the five parts of a JWE. What has fewer parts is kept. @see https://datatracker.ietf.org/doc/html/rfc7519 */
const jwt: Rule = {
  pattern: new RegExp(String.raw`(${START})eyJ[\w-]{8,}(?:\.[\w-]{8,}(?:\.[\w-]*){1,3})?`, 'g'),
  isSecret: (text) => text.includes('.'),
};

export const KEYS: [kind: string, rule: Rule][] = [
  ['private key', pem],
  ['private key', pemWithoutBegin],
  ['jwt', jwt],
];
