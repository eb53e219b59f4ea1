/** A reading through the real notifier, in virtual time: what people would have been notified of. */
import type { Config } from '../../../shared/config/schema';
import { SECOND_MS } from '../../../shared/text/duration';
import type { Reading } from '../reading';
import type { Replay } from '../replay-types';
import { alarmMessage } from './alarm-message';
import { asDeployed } from './as-deployed';
import { notifier } from './notifier';
import { outcomes as outcomesFor } from './outcomes';
import { restartsOf } from './restarts';
import { silenceOf } from './silence';
import { readsOf } from './then';
import { virtualTime } from './virtual-time';
import { world as worldOf } from './world';

/** So long after a change its message comes. */
const ON_ITS_WAY_MS = SECOND_MS;

/** How many changes have come by now. */
export type Progress = (done: number) => void;

/**
 * Every change in the order of the reading; one that is older than the one before it comes late. No network, and no log. One
 * at a time: it makes the process speak as the configuration says (as-deployed.ts).
 * @param progress is called before each change
 * @throws Error when something has no outcome
 */
export const replay = (reading: Reading, config: Config, progress?: Progress): Promise<Replay> =>
  asDeployed(config, async () => {
    const time = virtualTime();
    const alarms = new Map(reading.alarms.map((alarm) => [alarm.name, alarm]));
    const reads = readsOf(reading, time.now);
    const world = worldOf(config, reads, time);
    const outcomes = outcomesFor(reading.changes, alarms, world.sent.messages);
    const notify = notifier({ place: reading, config, reads, time, world, outcomes });
    for (const [index, change] of reading.changes.entries()) {
      progress?.(index);
      const alarm = alarms.get(change.alarm);
      const why = silenceOf(change, alarm, config);
      if (why !== undefined) {
        outcomes.settle(index, { outcome: 'suppressed', why }, undefined);
        continue;
      }
      const comesAt = Date.parse(change.at) + ON_ITS_WAY_MS;
      time.at(comesAt, () => time.begin(() => notify(index, alarmMessage(change, alarm, reading))));
      await time.passUntil(comesAt);
    }
    await time.passUntil(Number.POSITIVE_INFINITY);
    return { told: outcomes.all(), ...world.sent, restarts: await restartsOf(reading, config) };
  });
