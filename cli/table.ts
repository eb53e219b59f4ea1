/** Tables of text. */

/** Every cell as wide as the widest of its column; the first row has all columns. */
export function padColumns(rows: string[][]): string[][] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
}

/** A line for each row, for a terminal. */
export const table = (rows: string[][]): string[] =>
  padColumns(rows).map((cells) => cells.join('  ').trimEnd());
