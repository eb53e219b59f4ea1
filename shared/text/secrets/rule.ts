/** How a secret is found, and what stands in its place. */

/**
 * `pattern` is global. What its group 1 matches stays in front of the marker; the rest is the secret, if `isSecret` agrees.
 * Text may be hostile: what can fail after a long run is bounded, or takes the run with it, so that the time grows no
 * faster than the text.
 */
export type Rule = { pattern: RegExp; isSecret?: (secret: string) => boolean };

/** What is hidden shows its kind, so that a reader knows what to rotate: `‹github token›`. */
export const marker = (kind: string): string => `‹${kind}›`;

export const hide = (text: string, kind: string, { pattern, isSecret }: Rule): string =>
  text.replace(pattern, (match: string, kept: string) =>
    isSecret && !isSecret(match.slice(kept.length)) ? match : kept + marker(kind),
  );

/**
 * Where a token may begin: at no letter or digit, but for those that an escape ends with, as in `%3D`, `\n` and `\u003d`.
 */
export const START = String.raw`(?:(?<![A-Za-z0-9])|(?<=%[0-9A-Fa-f]{2})|(?<=\\[nrt])|(?<=\\u[0-9A-Fa-f]{4}))`;

/** `/` as it is, and as JSON, a URL, a URL in a URL, and HTML write it. */
export const SLASH = String.raw`(?:\\{0,8}\/|%(?:25){0,3}2[Ff]|\\{1,8}u002[Ff]|&#x2[Ff];|&#47;)`;

const CLASSES: [name: string, pattern: RegExp][] = [
  ['lower', /[a-z]/],
  ['upper', /[A-Z]/],
  ['digit', /\d/],
];
const classOf = (character: string): string =>
  CLASSES.find(([, pattern]) => pattern.test(character))?.[0] ?? 'other';

/** Of random letters and digits more than half differ in kind from the one before; of words and paths far fewer do. */
const LEAST_CHANGES = 0.4;

/** Whether upper case, lower case and digits follow each other without any order. */
export function isShuffled(text: string): boolean {
  const classes = [...text].map(classOf);
  const changes = classes.filter((one, index) => index > 0 && one !== classes[index - 1]).length;
  return changes >= LEAST_CHANGES * (classes.length - 1);
}

/** The same, with all three in it. */
export const looksRandom = (text: string): boolean =>
  CLASSES.every(([, pattern]) => pattern.test(text)) && isShuffled(text);
