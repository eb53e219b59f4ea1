/**
 * What becomes of foreign text, in this order: well-formed, without what nobody sees, without secrets, cut. A secret that
 * is parted by an invisible character is whole when it is looked for, and none is cut in half before that. Whoever cuts
 * foreign text cuts it here. Escaping is left to the receiver's medium.
 */
import { redact } from './redact';
import { sanitize } from './sanitize';
import { truncate } from './truncate';

/** @param most UTF-16 units */
export const safe = (text: string, most = Number.POSITIVE_INFINITY): string =>
  truncate(redact(sanitize(text)), most);

/** White space as one space: foreign text begins no line of its own. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The same on one line. */
export const safeLine = (text: string, most = Number.POSITIVE_INFINITY): string =>
  truncate(oneLine(safe(text)), most);
