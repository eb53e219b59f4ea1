/**
 * A warning and a critical alarm over the CPU of one instance notify as one: the warning is inhibited by a critical one that
 * rings already, and one OK notifies when the last of the two recovers.
 */
import type { AlarmChange, AlarmNow } from '../aws/cloudwatch-reads';
import { messageOf } from '../errors';
import { log } from '../log';
import type { Alarm, Metric } from '../parsing/alarm';
import { withTimeout } from '../with-timeout';
import { isCpuMetric } from './cpu';
import { alarmSeverity } from './description';

export type RelatedAlarmReads = {
  alarmsForMetric: (metric: Metric) => Promise<AlarmNow[]>;
  alarmChanges: (name: string, since: Date) => Promise<AlarmChange[]>;
};

const OTHER_SEVERITY = { warning: 'critical', critical: 'warning', info: undefined } as const;

/** The alarms of the other severity that notify in the same places; `all` holds the alarm itself as well. */
function relatedAlarms(name: string, all: AlarmNow[], actions: 'actions' | 'okActions'): AlarmNow[] {
  const self = all.find((one) => one.name === name);
  const other = self && OTHER_SEVERITY[alarmSeverity(self.description)];
  if (!self || !other) return [];
  return all.filter(
    (one) =>
      one.name !== name &&
      alarmSeverity(one.description) === other &&
      one[actions].some((action) => self[actions].includes(action)),
  );
}

/** The critical alarm that inhibits a warning, or `undefined`: then the warning notifies. */
export function inhibitedBy({ name, description }: Alarm, all: AlarmNow[]): string | undefined {
  if (alarmSeverity(description) !== 'warning') return undefined;
  return relatedAlarms(name, all, 'actions').find(({ state }) => state === 'ALARM')?.name;
}

/**
 * A related alarm whose own OK is still to come, or came after this one; of two at the same moment, that of the later
 * name.
 */
async function laterRelatedAlarm(
  alarm: Alarm,
  metric: Metric,
  reads: RelatedAlarmReads,
): Promise<string | undefined> {
  for (const { name, state } of relatedAlarms(alarm.name, await reads.alarmsForMetric(metric), 'okActions')) {
    if (state === 'ALARM') return name;
    const recovered = (await reads.alarmChanges(name, alarm.changedAt)).some(
      ({ at, from, to }) =>
        from === 'ALARM' &&
        to === 'OK' &&
        (at > alarm.changedAt || (+at === +alarm.changedAt && name > alarm.name)),
    );
    if (recovered) return name;
  }
  return undefined;
}

const RELATED_ALARMS_TIMEOUT_MS = 3_000;

/**
 * The alarm whose OK notifies in place of this one, or `undefined`, also when that cannot be found out: then this one
 * does.
 */
export async function okInhibitedBy(alarm: Alarm, reads: RelatedAlarmReads): Promise<string | undefined> {
  if (alarm.state !== 'OK' || alarm.kind !== 'metric') return undefined;
  const { metric } = alarm;
  if (!isCpuMetric(metric) || !metric.dimensions.InstanceId) return undefined;
  try {
    return await withTimeout(RELATED_ALARMS_TIMEOUT_MS, () => laterRelatedAlarm(alarm, metric, reads));
  } catch (error) {
    log().warn('related alarms not known', { alarm: alarm.name, why: messageOf(error) });
    return undefined;
  }
}
