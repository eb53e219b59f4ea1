/** Events that a pattern just does not match: one that it matches, with one value changed, for every condition of the pattern. */
import * as v from 'valibot';

const excluded = v.union([
  v.string(),
  v.array(v.string()),
  v.strictObject({ prefix: v.union([v.string(), v.array(v.string())]) }),
]);
const condition = v.union([
  v.string(),
  v.strictObject({ prefix: v.string() }),
  v.strictObject({ 'anything-but': excluded }),
]);
type Condition = v.InferOutput<typeof condition>;
export type Pattern = { [key: string]: Condition[] | Pattern };
type Tree = { [key: string]: unknown };

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The value that a condition leaves out, or the closest to one that it takes. */
function missOf(one: Condition, value: unknown): string[] {
  if (typeof one === 'string') return [`${one} `, one.slice(1), swapCase(one)];
  if ('prefix' in one) return [`x${value}`, swapCase(one.prefix)];
  const out = one['anything-but'];
  const prefixes = typeof out === 'object' && 'prefix' in out;
  return [prefixes ? out.prefix : out].flat().map((text) => (prefixes ? `${text}x` : text));
}

const swapCase = (text: string): string =>
  [...text]
    .map((letter) => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))
    .join('');

const takes = (conditions: Condition[], text: string): boolean =>
  conditions.some((one) =>
    typeof one === 'string' ? one === text : 'prefix' in one && text.startsWith(one.prefix),
  );

/** The value in the place of what is there, as a list where there was one. */
const inPlaceOf = (there: unknown, text: string): unknown => (Array.isArray(there) ? [text] : text);

/** @returns each with the path of what was changed, and to what */
export function nearMisses(pattern: Pattern, event: unknown): { change: string; event: unknown }[] {
  if (Array.isArray(event))
    return event.length === 1
      ? nearMisses(pattern, event[0]).map((one) => ({ ...one, event: [one.event] }))
      : [];
  if (!isTree(event)) return [];
  return Object.entries(pattern).flatMap(([key, wanted]) => {
    const there = event[key];
    if (!Array.isArray(wanted)) {
      return nearMisses(wanted, there).map((one) => ({
        change: `${key}.${one.change}`,
        event: { ...event, [key]: one.event },
      }));
    }
    const { [key]: _, ...rest } = event;
    const texts = wanted
      .flatMap((one) => missOf(one, [there].flat()[0]))
      .filter((text) => !takes(wanted, text));
    return [
      { change: `${key} is missing`, event: rest },
      ...[...new Set(texts)].map((text) => ({
        change: `${key} is ${JSON.stringify(text)}`,
        event: { ...event, [key]: inPlaceOf(there, text) },
      })),
    ];
  });
}

/** A pattern for each way through its `$or`s, on whichever level they are. */
export function alternatives(pattern: unknown): Pattern[] {
  const { $or: either = [], ...rest } = v.parse(
    v.looseObject({ $or: v.optional(v.array(v.unknown())) }),
    pattern,
  );
  let ways: Pattern[] = [{}];
  for (const [key, wanted] of Object.entries(rest)) {
    const below = Array.isArray(wanted) ? [v.parse(v.array(condition), wanted)] : alternatives(wanted);
    ways = ways.flatMap((way) => below.map((one) => ({ ...way, [key]: one })));
  }
  const branches = either.length > 0 ? either.flatMap(alternatives) : [{}];
  return ways.flatMap((way) => branches.map((branch) => ({ ...way, ...branch })));
}

/** What is wrong with a pattern: that nothing matches, or what should not. `matches` asks AWS, or what stands in for it. */
export async function problemsOf(
  pattern: Pattern,
  events: unknown[],
  matches: (pattern: Pattern, event: unknown) => Promise<boolean>,
): Promise<string[]> {
  const matching: unknown[] = [];
  for (const event of events) if (await matches(pattern, event)) matching.push(event);
  const [first] = matching;
  if (first === undefined) return ['no event matches'];
  const problems: string[] = [];
  for (const { change, event } of nearMisses(pattern, first)) {
    if (await matches(pattern, event)) problems.push(`matches also when ${change}`);
  }
  return problems;
}
