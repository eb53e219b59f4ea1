/** Which processes would have been restarted, by the restarter's own rule. */

import { isProcessDown, targetOf } from '../../../functions/process-restarter/target';
import { alarmIncident } from '../../../shared/alarm/notification';
import { PROCSTAT } from '../../../shared/alarm/process';
import type { Config } from '../../../shared/config/schema';
import { parseAlarmMessage } from '../../../shared/parsing/alarm-message';
import { admit } from '../../../shared/state/limit';
import { memoryStore } from '../../../shared/state/store';
import { MINUTE_MS } from '../../../shared/text/duration';
import type { AlarmRecord, ChangeRecord, Reading } from '../reading';
import type { ReplayedRestart } from '../replay-types';
import { alarmMessage, type Place } from './alarm-message';
import { silenceOf } from './silence';

/** Whether it may say that a process is down. */
export const isOfProcess = ({ metrics }: AlarmRecord): boolean =>
  metrics.some(({ stat }) => stat?.name.startsWith(PROCSTAT.prefix));

type Wanted = ReplayedRestart & { incident: string };

/** What the alarm asks for. Its actions lead to the topic, so `allAlarms` brings the restarter nothing. */
function wantedBy(
  change: ChangeRecord,
  alarm: AlarmRecord,
  place: Place,
  { processes }: Config,
): Wanted | undefined {
  if (change.contributor || silenceOf(change, alarm, { allAlarms: false }) !== undefined) return undefined;
  const parsed = parseAlarmMessage(alarmMessage(change, alarm, place));
  if (!isProcessDown(parsed)) return undefined;
  const target = targetOf(parsed.metric.dimensions, processes);
  if (typeof target === 'string' || target.unit === undefined) return undefined;
  const { unit, instanceId: instance } = target;
  return { at: Date.parse(change.at), alarm: change.alarm, unit, instance, incident: alarmIncident(parsed) };
}

/**
 * In the order of the changes. The tags and the age of an instance, which may forbid a restart, nobody knows any more; nor whether
 * it came about.
 */
export async function restartsOf(reading: Reading, config: Config): Promise<ReplayedRestart[]> {
  const { most, windowMinutes } = config.restart;
  const alarms = new Map(reading.alarms.filter(isOfProcess).map((alarm) => [alarm.name, alarm]));
  const store = memoryStore();
  const claimed = new Set<string>();
  const restarts: ReplayedRestart[] = [];
  for (const change of reading.changes) {
    const alarm = change.to === 'ALARM' ? alarms.get(change.alarm) : undefined;
    const wanted = alarm && wantedBy(change, alarm, reading, config);
    if (!wanted) continue;
    const { incident, ...restart } = wanted;
    const claim = `${incident} ${restart.at}`;
    if (claimed.has(claim)) continue;
    claimed.add(claim);
    const limit = { window: windowMinutes * MINUTE_MS, most };
    const key = `restarts ${restart.instance} ${restart.unit}`;
    const { admitted } = await admit(store, key, limit, new Date(restart.at));
    if (admitted) restarts.push(restart);
  }
  return restarts;
}
