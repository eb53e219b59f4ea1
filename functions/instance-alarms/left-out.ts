/** What there would be too many alarms for: whatever is mounted on an instance can report thousands. */
import type { DesiredAlarm } from './desired';

/** What has no alarm because there would be too many of its template. */
export type LeftOut = { template: string; items: string[] };

/**
 * At most so many alarms of each template. Those of the lowest rank come first, and of one rank the shortest, such as `/`.
 */
export function atMost(most: number, possible: DesiredAlarm[], rankOf: (alarm: DesiredAlarm) => number) {
  const order = (alarm: DesiredAlarm): string => {
    const { item = '' } = alarm;
    return `${rankOf(alarm)} ${String(item.length).padStart(4, '0')} ${item}`;
  };
  const kept = new Set<DesiredAlarm>();
  const leftOut: LeftOut[] = [];
  for (const [template, alarms] of Map.groupBy(possible, (one) => one.template)) {
    // Each is ranked once: that takes a look at everything that is reported.
    const ordered = alarms
      .map((alarm) => ({ alarm, place: order(alarm) }))
      .toSorted((a, b) => (a.place < b.place ? -1 : 1))
      .map(({ alarm }) => alarm);
    for (const one of ordered.slice(0, most)) kept.add(one);
    const items = ordered.slice(most).map(({ item = '' }) => item);
    if (items.length > 0) leftOut.push({ template, items });
  }
  return { admitted: possible.filter((one) => kept.has(one)), leftOut };
}
