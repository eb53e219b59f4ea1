/** What a secret of the corpus is made of, anew for each seed: `{hex:32}`, `{36}` of letters and digits. */
import fc from 'fast-check';

const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const DIGITS = '0123456789';

const ALPHABETS: Record<string, string> = {
  any: UPPER + LOWER + DIGITS,
  abc: UPPER + LOWER,
  low: LOWER + DIGITS,
  UP: `${UPPER}234567`,
  hex: `${DIGITS}abcdef`,
  HEX: `${DIGITS}ABCDEF`,
  dig: DIGITS,
  b64: `${UPPER + LOWER + DIGITS}+/`,
  url: `${UPPER + LOWER + DIGITS}-_`,
};

/** The template with random characters in it. */
export function filled(template: string, seed: number): string {
  let place = 0;
  return template.replace(/\{(?:(\w+):)?(\d+)\}/g, (_, name: string | undefined, length: string) => {
    const alphabet = [...(ALPHABETS[name ?? 'any'] ?? '')];
    place += 1;
    return fc.sample(fc.constantFrom(...alphabet), { numRuns: Number(length), seed: seed + place }).join('');
  });
}
