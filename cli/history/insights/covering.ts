/** How many rings a mend must keep quiet. */

/** One that leaves more than a fifth of them is none. */
export const LEAST_SHARE = 0.8;

/** The smallest of them that covers enough of all. */
export const covering = (values: number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * LEAST_SHARE) - 1];
