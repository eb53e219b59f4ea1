/** The table of docs/cost.md, for the tests that hold it to its sums and to the template. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** `counts` and `amounts` (USD) are of an idle and of a busy month; of the sum there are amounts alone. */
export type CostLine = {
  line: string;
  counts: [idle: number, busy: number];
  price: number;
  amounts: [idle: number, busy: number];
};

const SUM = 'sum';

/** The lines by name, the last one is `sum`. @throws Error when a cell that must be a number is none */
export function readCost(): Map<string, CostLine> {
  const text = readFileSync(join(__dirname, '../docs/cost.md'), 'utf8');
  const [table = ''] = text.match(/^\| line \|[\s\S]*?\n(?=\n)/m) ?? [];
  const rows = table.trim().split('\n').slice(2);
  return new Map(rows.map(readLine).map((line) => [line.line, line]));
}

function readLine(row: string): CostLine {
  const [line = '', , ...cells] = row
    .replaceAll('**', '')
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
  const [idleCount = 0, busyCount = 0, price = 0, idle = 0, busy = 0] = cells.map((cell) =>
    cell === '' && line === SUM ? 0 : numberOf(cell, row),
  );
  return { line, counts: [idleCount, busyCount], price, amounts: [idle, busy] };
}

function numberOf(cell: string, row: string): number {
  if (/^\d+(\.\d+)?$/.test(cell)) return Number(cell);
  throw new Error(`docs/cost.md: expected a number, got "${cell}" in ${row}`);
}
