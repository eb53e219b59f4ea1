/** Text that must not be longer. What counts its length differently has a cut of its own: Slack's markup, an SMS. */

/** At most `maxLength` UTF-16 units, the last of them `…` where something was cut; half a character is never left. */
export const truncate = (text: string, maxLength: number): string =>
  text.length > maxLength ? `${text.slice(0, maxLength - 1).toWellFormed()}…` : text;
