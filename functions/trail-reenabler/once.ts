/** Answers an event once, however often it is delivered, and tells it once. */

import { attempt } from '../../shared/attempt';
import { log } from '../../shared/log';
import { type Notice, parseNotice } from '../../shared/notice';
import { claim } from '../../shared/state/claim';
import type { Telling } from '../../shared/telling';
import type { Deps } from './deps';

/**
 * One notice at most. What was noted before a retry is told and not done again. When the guard does not answer, the event
 * is answered all the same.
 * @param id what was claimed, such as `trail call <event id>`
 * @param answer gets what is wrong with the guard
 */
export async function once(
  id: string,
  deps: Pick<Deps, 'store' | 'now'>,
  answer: (problem: string | undefined) => Promise<Notice | undefined>,
): Promise<Telling[]> {
  const { value: claimed, problem } = await attempt(async () => claim(deps.store(), id, deps.now()));
  if (claimed?.held) {
    log().info('ignore', { event: id, why: 'the same event was or is being answered' });
    return [];
  }
  const noted = claimed?.progress;
  const notice = noted ? parseNotice(noted) : await answer(problem);
  if (!notice) {
    await attempt(async () => claimed?.done());
    return [];
  }
  if (!noted) await attempt(async () => claimed?.note(notice));
  return [{ notice, told: async () => void (await attempt(async () => claimed?.done())) }];
}
