/** Foreign text made harmless for any medium. What a medium reads in it beyond that is the medium's to escape. */
import { mask } from './mask';

// Far more than any message shows; keeps the patterns off megabytes.
const MOST = 20_000;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g;

/** Secrets masked, control and direction-changing characters removed, and no more than 20,000 characters. */
export const clean = (text: string): string => mask(text.slice(0, MOST)).toWellFormed().replace(UNSEEN, '');

/** The same on one line. */
export const cleanLine = (text: string): string => clean(text).replace(/\s+/g, ' ').trim();
