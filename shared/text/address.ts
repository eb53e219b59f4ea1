/** Secrets in addresses of links, which are encoded once or more. */
import { redact } from './redact';
import { safeLine } from './safe';
import { sanitize } from './sanitize';

const MAX_DECODINGS = 3;

/** Whatever is an escape in it. */
const decoded = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString('utf8'),
  );

/** The notation of the console's fragments (JSURL in `shared/aws/console.ts`): `*20`, `**ac00`, `$3F`. */
const withoutJsurl = (text: string): string =>
  text.replace(/\*\*([\da-f]{4})|[*$]([\da-f]{2})/gi, (_, wide: string | undefined, narrow: string) =>
    String.fromCharCode(Number.parseInt(wide ?? narrow, 16)),
  );

/** Decoded as often as makes a difference. */
function readings(url: string): string[] {
  const read = [decoded(url)];
  while (read.length < MAX_DECODINGS) read.push(decoded(read.at(-1) ?? ''));
  return [...new Set(read.flatMap((text) => [text, withoutJsurl(text)]))].map(sanitize);
}

export const holdsSecret = (url: string): boolean => readings(url).some((text) => redact(text) !== text);

/** For people, who can read it and go nowhere with it: the first reading in which its secret is seen, without that. */
export const shownAddress = (url: string): string =>
  safeLine(readings(url).find((text) => redact(text) !== text) ?? url);
