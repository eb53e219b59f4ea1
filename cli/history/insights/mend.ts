/** What would have kept an alarm quiet: the one change of it that costs least. */
import { alarmSeverity } from '../../../shared/alarm/description';
import type { Unit } from '../../../shared/alarm/quantity';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/text/duration';
import type { AlarmRecord } from '../reading';
import { isOfProcess } from '../replay/restarts';
import { covering } from './covering';
import { ringsToday, widerThreshold } from './limit';
import type { Ring } from './rings';

/**
 * `quiet` of `of` rings would not have been. `periods`: so many datapoints in a row instead of `from`, of `period` seconds each.
 * `threshold`: another one, in the metric's own unit. `severity`: let it call nobody. `action`: it calls nobody already.
 * `gone`: there is no such alarm any more. `none`: it rang too seldom to say anything, or says that a process is down.
 */
export type Mend =
  | { how: 'periods'; from: number; to: number; period: number; quiet: number; of: number }
  | { how: 'threshold'; from: number; to: number; unit: Unit; quiet: number; of: number }
  | { how: 'severity' | 'action' | 'gone' | 'none' };

/** Of fewer rings nobody learns anything. */
const LEAST_RINGS = 3;
/** Who waits for longer than this hears of the real one too late. */
const LONGEST_WAIT_MS = 15 * MINUTE_MS;

/**
 * An alarm of M datapoints in a row that rang for d goes quiet with M + d / period of them. One of M out of N may ring on without
 * new ones, so of that nothing is said. @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
 */
function morePeriods(alarm: AlarmRecord, rings: Ring[]): Mend | undefined {
  const { period, evaluationPeriods = 0, datapointsToAlarm = evaluationPeriods } = alarm;
  if (period === undefined || period <= 0 || evaluationPeriods < 1) return undefined;
  if (datapointsToAlarm !== evaluationPeriods) return undefined;
  const needed = rings.map(({ from, to }) =>
    to === undefined
      ? Number.POSITIVE_INFINITY
      : evaluationPeriods + Math.max(1, Math.ceil((to - from) / (period * SECOND_MS))),
  );
  const most = covering(needed) ?? Number.POSITIVE_INFINITY;
  const waitMs = most * period * SECOND_MS;
  if (waitMs > Math.max(LONGEST_WAIT_MS, 2 * evaluationPeriods * period * SECOND_MS) || waitMs > DAY_MS) {
    return undefined;
  }
  const quiet = needed.filter((one) => one <= most).length;
  return { how: 'periods', from: evaluationPeriods, to: most, period, quiet, of: rings.length };
}

/** @param rings of this alarm */
export function mendOf(alarm: AlarmRecord | undefined, rings: Ring[]): Mend {
  if (!alarm) return { how: 'gone' };
  const known = rings.filter((ring) => !ring.isOlder && ringsToday(alarm, ring));
  // Who waits for longer restarts it later.
  if (known.length < LEAST_RINGS || isOfProcess(alarm)) return { how: 'none' };
  return (
    morePeriods(alarm, known) ??
    widerThreshold(alarm, known) ?? {
      how: alarmSeverity(alarm.description) === 'info' ? 'action' : 'severity',
    }
  );
}
