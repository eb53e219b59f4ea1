/** What another limit would have kept quiet. */
import { knownMetric } from '../../../shared/alarm/metrics';
import type { Unit } from '../../../shared/alarm/quantity';
import { metricOf } from '../../../shared/parsing/alarm';
import { readReason } from '../../../shared/parsing/alarm-reason';
import type { AlarmRecord } from '../reading';
import { covering, LEAST_SHARE } from './covering';
import type { Mend } from './mend';
import type { Ring } from './rings';

/** A limit that is further away says something else. */
const MOST_WIDER = 0.25;
/** Beyond this a share of all is as good as all. */
const MOST_PERCENT = 95;

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

const beganAt = ({ reason }: Ring): number | undefined => readReason(reason).reading.value;

/** `undefined` of a band, and of what has no limit. */
function directionOf({ comparison = '' }: AlarmRecord): 'above' | 'below' | undefined {
  if (!comparison.endsWith('Threshold') || /Lower|Upper/.test(comparison)) return undefined;
  if (comparison.startsWith('Greater')) return 'above';
  return comparison.startsWith('Less') ? 'below' : undefined;
}

/** By the limit that the alarm has today; it may have had another one then. */
export function ringsToday(alarm: AlarmRecord, ring: Ring): boolean {
  const [value, direction] = [beganAt(ring), directionOf(alarm)];
  if (value === undefined || alarm.threshold === undefined || !direction) return true;
  return direction === 'above' ? value >= alarm.threshold : value <= alarm.threshold;
}

/** By the values at which it began to ring, as CloudWatch's reasons have them; what came after that they do not say. */
export function widerThreshold(alarm: AlarmRecord, rings: Ring[]): Mend | undefined {
  const { threshold } = alarm;
  const direction = directionOf(alarm);
  if (threshold === undefined || threshold === 0 || !direction) return undefined;
  const isAbove = direction === 'above';
  const values = rings.flatMap((ring) => beganAt(ring) ?? []);
  if (values.length < rings.length * LEAST_SHARE) return undefined;
  const signed = isAbove ? values : values.map((one) => -one);
  const last = covering(signed);
  if (last === undefined) return undefined;
  const to = beyond(isAbove ? last : -last, isAbove);
  if (Math.abs(to - threshold) > MOST_WIDER * Math.abs(threshold)) return undefined;
  const unit = unitOf(alarm);
  if ((unit === 'percent' && to > MOST_PERCENT) || (!isAbove && threshold > 0 && to <= 0)) return undefined;
  const quiet = values.filter((one) => (isAbove ? one < to : one > to)).length;
  return quiet < rings.length * LEAST_SHARE
    ? undefined
    : { how: 'threshold', from: threshold, to, unit, quiet, of: rings.length };
}
