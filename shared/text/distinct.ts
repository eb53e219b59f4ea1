/** As an object, with each value: where two names have become one, the later is numbered. */
export function withDistinctNames<T>(entries: [name: string, value: T][]): Record<string, T> {
  const named = new Map<string, T>();
  const seen = new Map<string, number>();
  for (const [name, value] of entries) {
    let count = (seen.get(name) ?? 0) + 1;
    while (named.has(numbered(name, count))) count += 1;
    seen.set(name, count);
    named.set(numbered(name, count), value);
  }
  return Object.fromEntries(named);
}

const numbered = (name: string, count: number): string => (count === 1 ? name : `${name} (${count})`);
