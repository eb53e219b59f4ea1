/** What people meant who misspelt it. For commands and packaging: no function has this. */
import { closest, distance } from 'fastest-levenshtein';

/** Of more than this share of a word nobody has misspelt it: it is another one. */
const MOST_WRONG = 0.4;

/** `: did you mean cpu-critical?`, or nothing where no known word is near. */
export function didYouMean(word: string, known: string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(word.toLowerCase(), known);
  const isNear = distance(word.toLowerCase(), nearest.toLowerCase()) <= Math.max(1, word.length * MOST_WRONG);
  return isNear ? `: did you mean ${nearest}?` : '';
}
