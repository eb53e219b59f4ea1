/** A metric's last hour as one line of text. */
import { quantity, type Unit } from '../../../shared/alarm/quantity';
import type { Datapoint } from '../../../shared/aws/cloudwatch-reads';
import { minuteText } from '../../../shared/text/clock';
import { logsWords } from '../../../shared/words/logs';

const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;
const MISSING = '·';

/** `period` in seconds. */
export type ChartWindow = { from: Date; to: Date; period: number };

const bar = (value: number, top: number): string => {
  const index = Math.floor((value / top) * BARS.length);
  return BARS[Math.min(Math.max(index, 0), BARS.length - 1)] ?? MISSING;
};

/** A character for each period of the window: the highest value in it, from 0 to `top`, or a dot for none. */
export function sparkline(points: Datapoint[], { from, to, period }: ChartWindow, top: number): string {
  const ms = period * 1_000;
  const slots = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / ms));
  const highest = new Map<number, number>();
  for (const { at, value } of points) {
    const slot = Math.floor((at.getTime() - from.getTime()) / ms);
    highest.set(slot, Math.max(value, highest.get(slot) ?? value));
  }
  return Array.from({ length: slots }, (_, slot) => {
    const value = highest.get(slot);
    return value === undefined ? MISSING : bar(value, top);
  }).join('');
}

/** The line, and what it says in numbers; nothing without data. Percentages are drawn from 0 to 100. */
export function chart(
  points: Datapoint[],
  window: ChartWindow,
  { threshold, unit }: { threshold: number | undefined; unit: Unit },
): string[] {
  const latest = points.at(-1);
  if (!latest) return [];
  const peak = points.reduce((highest, point) => (point.value > highest.value ? point : highest), latest);
  const top = unit === 'percent' ? 100 : Math.max(peak.value, threshold ?? 0, Number.MIN_VALUE);
  const words = logsWords();
  const facts = [
    words.now(quantity(latest.value, unit)),
    words.peak(quantity(peak.value, unit), minuteText(peak.at)),
    ...(threshold === undefined ? [] : [words.limit(quantity(threshold, unit))]),
  ];
  return [
    `${minuteText(window.from)} ${sparkline(points, window, top)} ${minuteText(window.to)}`,
    facts.join(', '),
  ];
}
