/** All figures of a reading and its replay: what the page, `--json` and `--post` show. */
import type { Reading } from '../reading';
import type { Replay } from '../replay-types';
import { type Cost, costOf } from './cost';
import { type Flapping, flappingOf } from './flapping';
import { type LongRing, longestOf, ringingOf } from './longest';
import { type Messages, messagesOf } from './messages';
import { type Noisy, noisiestOf } from './noisiest';
import { type Restarted, restartedOf } from './restarts';
import { ringsOf } from './rings';
import { actionsDisabledOf, type Silent, type WithoutData, withoutActionOf, withoutDataOf } from './silent';
import { type Reason, reasonsOf } from './suppressed';
import { type Together, togetherOf } from './together';

/**
 * `notified` and `suppressed` are of changes, each in one of the two. In the order in which an operator acts: noise first, since
 * it hides all else; then what nobody hears; then what was long, done and paid.
 */
export type Insights = {
  account: string;
  region: string;
  from: string;
  to: string;
  alarms: number;
  changes: number;
  notified: number;
  suppressed: number;
  unread: number;
  messages: Messages;
  noisiest: Noisy[];
  flapping: Flapping[];
  together: Together[];
  actionsDisabled: Silent[];
  withoutAction: Silent[];
  withoutData: WithoutData[];
  ringing: number;
  longest: LongRing[];
  restarts: Restarted[];
  cost: Cost;
  reasons: Reason[];
};

/** @param timeZone by which days and nights are counted, such as `Asia/Seoul` */
export function insightsOf(reading: Reading, replay: Replay, timeZone: string): Insights {
  const { account, region, from, to, unread } = reading;
  const rings = ringsOf(reading);
  const byAlarm = Map.groupBy(rings, ({ alarm }) => alarm);
  const notified = replay.told.filter(({ outcome }) => outcome === 'notified').length;
  return {
    account,
    region,
    from,
    to,
    alarms: reading.alarms.length,
    changes: replay.told.length,
    notified,
    suppressed: replay.told.length - notified,
    unread,
    messages: messagesOf(reading, replay, timeZone),
    noisiest: noisiestOf(reading, replay, byAlarm, timeZone),
    flapping: flappingOf(reading, byAlarm),
    together: togetherOf(reading),
    actionsDisabled: actionsDisabledOf(reading, byAlarm),
    withoutAction: withoutActionOf(reading, byAlarm),
    withoutData: withoutDataOf(reading),
    ringing: ringingOf(rings),
    longest: longestOf(reading, rings),
    restarts: restartedOf(replay),
    cost: costOf(replay),
    reasons: reasonsOf(replay),
  };
}
