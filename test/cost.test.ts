import { readCost } from './cost';

const cents = (usd: number) => Math.round(usd * 100);

describe('docs/cost.md', () => {
  const lines = [...readCost().values()];
  const parts = lines.filter(({ line }) => line !== 'sum');

  it('has every line that costs', () => {
    expect(parts).toHaveLength(18);
  });

  it.each(parts)('multiplies what is counted by its price: $line', ({ counts, price, amounts }) => {
    expect(amounts.map(cents)).toEqual(counts.map((count) => cents(count * price)));
  });

  it.each([0, 1] as const)('adds them up (column %i)', (month) => {
    const total = parts.reduce((sum, { amounts }) => sum + cents(amounts[month]), 0);
    expect(cents(readCost().get('sum')?.amounts[month] ?? 0)).toBe(total);
  });
});
