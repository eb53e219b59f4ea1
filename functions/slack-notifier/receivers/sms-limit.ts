/** No more SMS than somebody reads, and than the month's spending limit bears. */
import * as v from 'valibot';
import { type Store, update } from '../../../shared/state/store';
import { after, DAY_MS, MINUTE_MS } from '../../../shared/text/duration';

const MAX_SMS = 10;
const SMS_WINDOW_MS = 10 * MINUTE_MS;

const schema = v.object({ times: v.array(v.number()), missed: v.number() });

/**
 * Counts an SMS.
 * @returns how many were suppressed since the last one that was sent; `undefined` when this one is suppressed too
 */
export async function takeSms(store: Store, now: Date): Promise<number | undefined> {
  let before: number | undefined;
  await update(store, 'sms', (data) => {
    const state = data === undefined ? { times: [], missed: 0 } : v.parse(schema, data);
    const times = state.times.filter((time) => time > now.getTime() - SMS_WINDOW_MS);
    const isFree = times.length < MAX_SMS;
    before = isFree ? state.missed : undefined;
    return {
      data: isFree ? { times: [...times, now.getTime()], missed: 0 } : { times, missed: state.missed + 1 },
      // What was suppressed is remembered for a day.
      expiresAt: after(now, DAY_MS),
    };
  });
  return before;
}
