/** Notices of a state that lasts: told when it begins, and again only after a while. */

import { attempt } from '../../shared/attempt';
import type { Notice } from '../../shared/notice';
import { recall, remember } from '../../shared/state/remember';
import type { Telling } from '../../shared/telling';
import type { Deps } from './deps';

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/**
 * The notice, unless the same was told under this id less than `ms` ago. When the guard does not answer, what is critical
 * is told all the same.
 * @param same what makes it the same; another one is told at once
 */
export async function seldom(
  id: string,
  notice: Notice,
  { ms, same = true }: { ms: number; same?: unknown },
  deps: Deps,
): Promise<Telling[]> {
  const json = JSON.stringify(same);
  const { value, problem } = await attempt(async () => recall(deps.store(), id, deps.now()));
  if (value === json || (problem && notice.severity !== 'critical')) return [];
  const told = async () => {
    await attempt(async () => remember(deps.store(), id, json, ms, deps.now()));
  };
  return [{ notice, told }];
}

/** The state has ended: when it begins again, it is told again. */
export async function over(id: string, deps: Deps): Promise<void> {
  await attempt(async () => {
    const store = deps.store();
    const isTold = (await recall(store, id, deps.now())) !== undefined;
    if (isTold) await remember(store, id, null, 0, deps.now());
  });
}
