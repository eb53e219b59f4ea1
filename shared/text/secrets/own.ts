/** What an operator has named in `redact.extra` of `config/`. */
import { hide, START } from './rule';

/** Replaced by its value when bundling (`deploy/config.cjs`). Where nothing is bundled, `hideAlso` sets it. */
declare const REDACT_EXTRA: string[] | undefined;

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`);

/** For commands, which read `config/` themselves. */
export const hideAlso = (entries: string[]): unknown => Object.assign(globalThis, { REDACT_EXTRA: entries });

/** `acme_*` is every word that begins so. */
const patternOf = (entry: string): string =>
  entry.endsWith('*')
    ? String.raw`${START}${escaped(entry.slice(0, -1))}[^\s"'\x60<>,;&\\]*`
    : escaped(entry);

let made: { entries: string[]; pattern: RegExp } | undefined;

export function hideOwn(text: string): string {
  const entries = typeof REDACT_EXTRA === 'undefined' ? [] : REDACT_EXTRA;
  if (entries.length === 0) return text;
  if (made?.entries !== entries) {
    // The longest first: of two that begin alike it is the whole.
    const patterns = entries.toSorted((one, other) => other.length - one.length).map(patternOf);
    made = { entries, pattern: new RegExp(`()(?:${patterns.join('|')})`, 'g') };
  }
  return hide(text, 'redact.extra', made);
}
