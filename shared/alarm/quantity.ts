/** Numbers with their units, as a person writes them. */
import type { Metric } from '../parsing/alarm';

/**
 * Units of CloudWatch that have a shorter name. @see
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html
 */
const UNIT_SYMBOLS = new Map<string | undefined, string>([
  ['Percent', '%'],
  ['Seconds', 's'],
  ['Milliseconds', 'ms'],
  ['Microseconds', 'µs'],
  ['Bytes', 'bytes'],
  ['Kilobytes', 'kB'],
  ['Megabytes', 'MB'],
  ['Gigabytes', 'GB'],
  ['Bytes/Second', 'bytes/s'],
  ['Count/Second', '/s'],
]);

/** Alarms rarely carry the unit, but names of percentages show it: AWS's end in Utilization, the agent's in _percent. */
const isPercentage = ({ name }: Metric): boolean =>
  /(?:Utilization|Percent|Percentage|_percent)$/.test(name) || /^cpu_usage_/.test(name);

/** The unit to show behind a metric's values, or `''`. */
export function unitOf(metric: Metric | undefined): string {
  if (!metric) return '';
  return UNIT_SYMBOLS.get(metric.unit) ?? (metric.unit === undefined && isPercentage(metric) ? '%' : '');
}

/** At most two decimals, more for what would round to nothing: `80`, `23.2`, `0.0021`. */
function round(value: number): number {
  if (value === 0 || Math.abs(value) >= 1) return Number(value.toFixed(2));
  return Number(value.toPrecision(2));
}

/** `80 %`, `0.0021 s`, `12`. */
export const quantity = (value: number, unit: string): string => `${round(value)}${unit && ` ${unit}`}`;
