/** What a check of a deployment finds. */

/** `seen` is what was looked at, `remedy` what to do about it. */
export type Verdict = { state: 'ok' | 'warning' | 'broken'; seen: string; remedy?: string };

export const ok = (seen: string): Verdict => ({ state: 'ok', seen });
export const warning = (seen: string, remedy: string): Verdict => ({ state: 'warning', seen, remedy });
export const broken = (seen: string, remedy: string): Verdict => ({ state: 'broken', seen, remedy });

/** `sls deploy` leaves alone what the template has not changed, so it does not help here. */
export const PUT_BACK =
  'put back what somebody changed by hand (docs/operations.md#what-somebody-changed-by-hand)';

const STATE_RANK = { ok: 0, warning: 1, broken: 2 };

const joined = (texts: (string | undefined)[]): string =>
  [...new Set(texts.filter((text) => text !== undefined))].join('; ');

/** One verdict out of several: the worst, with all that is not ok, or all that is. */
export function together(verdicts: Verdict[]): Verdict {
  const [worst] = verdicts.toSorted((one, other) => STATE_RANK[other.state] - STATE_RANK[one.state]);
  if (!worst) return ok('nothing to look at');
  const shown = verdicts.filter(({ state }) => worst.state === 'ok' || state !== 'ok');
  const remedy = joined(shown.map((verdict) => verdict.remedy));
  return { state: worst.state, seen: joined(shown.map(({ seen }) => seen)), ...(remedy && { remedy }) };
}

const MAX_NAMES = 8;

/** The first few of many names. */
export const few = (names: string[]): string =>
  names.length <= MAX_NAMES
    ? names.join(', ')
    : `${names.slice(0, MAX_NAMES).join(', ')} and ${names.length - MAX_NAMES} more`;
