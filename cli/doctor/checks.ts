/** Runs checks side by side. One that fails or hangs says so, and hides none of the others. */
import { messageOf } from '../../shared/errors';
import { counted } from '../../shared/text/plural';
import { withTimeout } from '../../shared/with-timeout';
import { paint, paintStart } from '../paint';
import { table } from '../table';
import { broken, type Verdict } from './verdict';

/** A thing to look at, by a name of a few words. */
export type Check = { name: string; run: () => Promise<Verdict> };
export type Finding = Verdict & { name: string };

const CHECK_TIMEOUT_MS = 20_000;

/** AWS names the action that is missing, each service in its own words. */
function verdictOf(error: unknown): Verdict {
  const message = messageOf(error);
  const [, action] = /not authorized to perform: ([\w-]+:\w+)/.exec(message) ?? [];
  const isDenied = error instanceof Error && /Denied|Unauthorized|AuthorizationError/.test(error.name);
  const remedy = action
    ? `allow ${action} to whoever runs this`
    : isDenied
      ? 'run this with more rights'
      : 'run this again; if it stays, look at the error';
  return broken(`could not be looked at: ${message}`, remedy);
}

export const runChecks = (checks: Check[], timeoutMs = CHECK_TIMEOUT_MS): Promise<Finding[]> =>
  Promise.all(
    checks.map(async ({ name, run }) => ({ name, ...(await withTimeout(timeoutMs, run).catch(verdictOf)) })),
  );

/** Whether something must be done. */
export const isBroken = (findings: Finding[]): boolean => findings.some(({ state }) => state === 'broken');

const COLORS = { ok: 'green', warning: 'yellow', broken: 'red' } as const;

/** A line for each finding, its remedy below. */
export const findingTable = (findings: Finding[]): string =>
  table(
    findings.flatMap(({ state, name, seen, remedy }) => [
      [state.padEnd('warning'.length), name, seen],
      ...(remedy ? [['', '', `→ ${remedy}`]] : []),
    ]),
  )
    .map((line) => paintStart(line, COLORS))
    .join('\n');

/** `21 checks: 19 ok, 1 warning, 1 broken` */
export function summaryOf(findings: Finding[]): string {
  const counts = (['ok', 'warning', 'broken'] as const).flatMap((state) => {
    const count = findings.filter((one) => one.state === state).length;
    const text = state === 'warning' ? counted(count, state) : `${count} ${state}`;
    return count > 0 ? paint(COLORS[state], text) : [];
  });
  return `${counted(findings.length, 'check')}: ${counts.join(', ')}`;
}
