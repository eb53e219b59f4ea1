/** Text that must not be longer. What counts its length differently has a cut of its own: Slack's markup, an SMS. */

/**
 * At most `maxLength` UTF-16 units, the last of them `…` where something was cut; half a character is never left.
 * @param kept how many of them stay in front of the `…`
 */
export const truncate = (text: string, maxLength: number, kept = maxLength - 1): string =>
  text.length > maxLength ? `${text.slice(0, kept).toWellFormed()}…` : text;
