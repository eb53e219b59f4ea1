/** What would have kept an alarm quiet: the one change of it that costs least. */
import { alarmSeverity } from '../../../shared/alarm/description';
import { knownMetric } from '../../../shared/alarm/metrics';
import type { Unit } from '../../../shared/alarm/quantity';
import { metricOf } from '../../../shared/parsing/alarm';
import { readReason } from '../../../shared/parsing/alarm-reason';
import { DAY_MS, MINUTE_MS, SECOND_MS } from '../../../shared/text/duration';
import type { AlarmRecord } from '../reading';
import { isOfProcess } from '../replay/restarts';
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

/** Of fewer rings nobody learns anything, and a mend that leaves more than a fifth of them is none. */
const LEAST_RINGS = 3;
const LEAST_SHARE = 0.8;
/** Who waits for longer than this hears of the real one too late. */
const LONGEST_WAIT_MS = 15 * MINUTE_MS;
/** A limit that is further away says something else. */
const MOST_WIDER = 0.25;
/** Beyond this a share of all is as good as all. */
const MOST_PERCENT = 95;

/** The smallest of them that covers enough of all. */
const covering = (values: number[]): number | undefined =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length * LEAST_SHARE) - 1];

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

/** The next number with two digits, away from the threshold: `82.31` → `83`. */
export function beyond(value: number, isAbove: boolean): number {
  if (value === 0) return isAbove ? 1 : -1;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  const steps = Number((value / step).toPrecision(12));
  const next = isAbove ? Math.floor(steps) + 1 : Math.ceil(steps) - 1;
  return Number((next * step).toPrecision(2));
}

function unitOf({ metrics }: AlarmRecord): Unit {
  const stat = metrics[0]?.stat;
  if (!stat || metrics.length > 1) return 'count';
  const known = knownMetric(metricOf({ ...stat, stat: stat.statistic }));
  return known.kind === 'measured' ? known.unit : 'count';
}

/** By the values at which it began to ring, as CloudWatch's reasons have them; what came after that they do not say. */
function widerThreshold(alarm: AlarmRecord, rings: Ring[]): Mend | undefined {
  const { threshold, comparison = '' } = alarm;
  const isAbove = /^Greater.*Threshold$/.test(comparison) && !comparison.includes('Upper');
  const isBelow = /^Less.*Threshold$/.test(comparison) && !/Lower|Upper/.test(comparison);
  if (threshold === undefined || threshold === 0 || isAbove === isBelow) return undefined;
  const values = rings.flatMap(({ reason }) => readReason(reason).reading.value ?? []);
  if (values.length < rings.length * LEAST_SHARE) return undefined;
  const signed = isAbove ? values : values.map((one) => -one);
  const last = covering(signed);
  if (last === undefined) return undefined;
  const to = beyond(isAbove ? last : -last, isAbove);
  if (Math.abs(to - threshold) > MOST_WIDER * Math.abs(threshold)) return undefined;
  const unit = unitOf(alarm);
  if ((unit === 'percent' && to > MOST_PERCENT) || (isBelow && threshold > 0 && to <= 0)) return undefined;
  const quiet = values.filter((one) => (isAbove ? one < to : one > to)).length;
  return quiet < rings.length * LEAST_SHARE
    ? undefined
    : { how: 'threshold', from: threshold, to, unit, quiet, of: rings.length };
}

/** @param rings of this alarm */
export function mendOf(alarm: AlarmRecord | undefined, rings: Ring[]): Mend {
  if (!alarm) return { how: 'gone' };
  const known = rings.filter(({ isOlder }) => !isOlder);
  // Who waits for longer restarts it later.
  if (known.length < LEAST_RINGS || isOfProcess(alarm)) return { how: 'none' };
  return (
    morePeriods(alarm, known) ??
    widerThreshold(alarm, known) ?? {
      how: alarmSeverity(alarm.description) === 'info' ? 'action' : 'severity',
    }
  );
}
