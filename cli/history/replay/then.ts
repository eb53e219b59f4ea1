/** What CloudWatch would have answered then, out of the reading: alarms over a metric as they were, and what an alarm had done. */
import type { RelatedAlarmReads } from '../../../shared/alarm/inhibition';
import type { AlarmChange } from '../../../shared/aws/cloudwatch-reads';
import type { Metric } from '../../../shared/parsing/alarm';
import type { AlarmRecord, ChangeRecord, Reading } from '../reading';
import { tellsOf } from './silence';

/** All that tell anybody do so in the same place. */
const ACTIONS = ['alerts'];

const keyOf = ({ namespace, name, dimensions }: Pick<Metric, 'namespace' | 'name' | 'dimensions'>): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort()]);

/** The one metric of an alarm over one. */
function metricOf({ metrics }: AlarmRecord): string | undefined {
  const [only, ...more] = metrics;
  return only?.stat && only.expression === undefined && more.length === 0 ? keyOf(only.stat) : undefined;
}

/** Oldest first. Of contributors CloudWatch says nothing there. */
const inOrder = (changes: ChangeRecord[]): AlarmChange[] =>
  changes
    .filter((one) => one.contributor === undefined)
    .map((one) => ({ at: new Date(one.at), from: one.from ?? '', to: one.to }))
    .sort((one, other) => one.at.getTime() - other.at.getTime());

/** @param now in ms since 1970 */
export function readsOf({ alarms, changes }: Reading, now: () => number): RelatedAlarmReads {
  const byMetric = Map.groupBy(alarms, metricOf);
  const byAlarm = Map.groupBy(changes, ({ alarm }) => alarm);
  const ordered = new Map<string, AlarmChange[]>();
  const changesOf = (name: string): AlarmChange[] => {
    const known = ordered.get(name) ?? inOrder(byAlarm.get(name) ?? []);
    ordered.set(name, known);
    return known;
  };
  const stateOf = ({ name, state }: AlarmRecord): string => {
    const all = changesOf(name);
    return all.findLast(({ at }) => at.getTime() <= now())?.to ?? (all[0]?.from || state);
  };
  return {
    alarmsForMetric: async (metric) =>
      (byMetric.get(keyOf(metric)) ?? []).map((alarm) => ({
        name: alarm.name,
        state: stateOf(alarm),
        description: alarm.description,
        actions: tellsOf(alarm, 'ALARM') ? ACTIONS : [],
        okActions: tellsOf(alarm, 'OK') ? ACTIONS : [],
      })),
    alarmChanges: async (name, since) =>
      changesOf(name).filter(({ at }) => at >= since && at.getTime() <= now()),
  };
}
