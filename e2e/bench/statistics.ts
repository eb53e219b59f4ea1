/** Medians and how far the runs lie apart. */

/** The value below which so large a part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const [place, last] = [part * (sorted.length - 1), sorted.length - 1];
  const [low = Number.NaN, high = Number.NaN] = [
    sorted[Math.floor(place)],
    sorted[Math.min(last, Math.ceil(place))],
  ];
  return low + (high - low) * (place - Math.floor(place));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** The middle of the values, and between which two lies the middle half of them. */
export type Spread = { median: number; low: number; high: number };

export const spreadOf = (values: readonly number[]): Spread => ({
  median: median(values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
});

/** How many times as much each run took as the one of the floor beside it. */
export const ratios = <T>(runs: readonly { floor: T; subject: T }[], of: (run: T) => number): Spread =>
  spreadOf(runs.map(({ floor, subject }) => of(subject) / of(floor)));
