/** Foreign text made harmless for any receiver. What a receiver reads in it beyond that is the receiver's to escape. */
import { redact } from './redact';

// Far more than any message shows; keeps the patterns off megabytes.
const MAX_SANITIZED_LENGTH = 20_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const INVISIBLE = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Secrets redacted, control and direction-changing characters removed, and no more than 20,000 characters. */
export const sanitize = (text: string): string =>
  redact(text.slice(0, MAX_SANITIZED_LENGTH)).toWellFormed().replace(INVISIBLE, '');

/** The same on one line. */
export const sanitizeLine = (text: string): string => sanitize(text).replace(/\s+/g, ' ').trim();
