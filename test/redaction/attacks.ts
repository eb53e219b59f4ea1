/** Text that is meant to keep a regular expression busy: what it nearly matches, again and again. */
import fc from 'fast-check';

/** The words that stand in a pattern as they are, and one character of each class. */
function piecesOf({ source }: RegExp): string[] {
  const literals = source
    .replace(/\(\?(?:<[=!]|[=!:]|<\w+>)/g, '(')
    .replace(/\[(\^?)((?:\\.|[^\]\\])*)\]/g, (_, not: string, inside: string) =>
      not
        ? 'a'
        : inside
            .replace(/\\[wd]/g, 'a1')
            .replace(/\\s/g, ' ')
            .slice(0, 1),
    )
    .replace(/\\[wd]/g, 'a')
    .replace(/\\[sb]/g, ' ')
    .replace(/\{\d+(?:,\d*)?\}|[?*+^$]/g, '')
    .replace(/\\(.)/g, '$1')
    .split(/[()|]+/);
  return [...new Set(literals.filter((piece) => piece.length > 0 && piece.length < 80))];
}

const COMMON = [...'aA0 -."\\=:/\n<&%*\'_@#'];

/** Of this length, the same for the same pattern: each piece alone, and some of them in a row. */
export function attacksOn(pattern: RegExp, length: number): string[] {
  const pieces = [...piecesOf(pattern), ...COMMON];
  const rows = fc.sample(fc.array(fc.constantFrom(...pieces), { minLength: 2, maxLength: 4 }), {
    numRuns: 20,
    seed: pattern.source.length,
  });
  return [...pieces.slice(0, 50), ...rows.map((row) => row.join(''))].map((unit) =>
    unit.repeat(Math.ceil(length / unit.length)).slice(0, length),
  );
}

/** The least processor time of some runs: others may keep the machine busy meanwhile. */
export function fastestMs(run: () => void, enoughMs: number): number {
  let fastest = Number.POSITIVE_INFINITY;
  for (let runs = 0; runs < 5 && fastest >= enoughMs; runs += 1) {
    const started = process.threadCpuUsage();
    run();
    const { user, system } = process.threadCpuUsage(started);
    fastest = Math.min(fastest, (user + system) / 1_000);
  }
  return fastest;
}
