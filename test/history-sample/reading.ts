/** Two weeks of a shop, the same each time: what the tests of the page and its pictures show. */
import type { AlarmRecord, ChangeRecord, Reading } from '../../cli/history/reading';
import type { AlarmState } from '../../shared/parsing/alarm';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../shared/text/duration';
import { readingOf } from '../readings';
import { HABITS, type Habit } from './shop';

const FROM = Date.parse('2026-02-16T00:00:00Z');
const TO = Date.parse('2026-03-02T00:00:00Z');

/** Numbers from 0 to 1 that look like chance, by mulberry32. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const iso = (at: number): string => new Date(at).toISOString();

/** In CloudWatch's words. */
function reasonFor({ comparison = '', threshold }: AlarmRecord, value: number, isOver: boolean): string {
  const than = comparison.startsWith('Less') ? 'less than' : 'greater than';
  const was = isOver ? 'was' : 'was not';
  return threshold === undefined
    ? 'The rule of the alarm has changed its result.'
    : `Threshold Crossed: 1 out of the last 1 datapoints [${value.toFixed(1)} (24/02/26 03:10:00)] ${was} ${than} the threshold (${threshold.toFixed(1)}) (minimum 1 datapoint for ${isOver ? 'OK -> ALARM' : 'ALARM -> OK'} transition).`;
}

const changed = (
  record: AlarmRecord,
  to: AlarmState,
  from: AlarmState,
  at: number,
  value: number,
): ChangeRecord => ({
  alarm: record.name,
  kind: record.kind,
  at: iso(at),
  from,
  to,
  reason: reasonFor(record, value, to === 'ALARM'),
});

/** Rings at work and in the night, one after the other. */
function habitChanges(
  { record, rings, minutes, value, spread }: Habit,
  random: () => number,
): ChangeRecord[] {
  const starts = Array.from({ length: rings }, () => FROM + random() * (TO - FROM - HOUR_MS)).sort(
    (one, next) => one - next,
  );
  let free = FROM;
  return starts.flatMap((start) => {
    const begin = Math.max(start, free + MINUTE_MS);
    const end = begin + minutes * MINUTE_MS * (0.6 + 0.8 * random());
    free = end;
    if (begin >= TO) return [];
    const over = random() * spread;
    const at = record.comparison === 'LessThanThreshold' ? value - over : value + over;
    const ok = record.comparison === 'LessThanThreshold' ? at * 3 : at * 0.7;
    const into = changed(record, 'ALARM', 'OK', begin, at);
    return end < TO ? [into, changed(record, 'OK', 'ALARM', end, ok)] : [into];
  });
}

/** A bad release: these ring within two minutes of each other. */
const OUTAGES = [3.2, 5.6, 8.75, 12.1].map((day) => FROM + day * DAY_MS);
const SHAKEN = ['shop 5xx', 'shop latency', 'checkout errors'];
/** And once the network was gone: all of the web servers at once. */
const STORM = FROM + 9.7 * DAY_MS;
const STORM_RINGS = STORM + 10 * MINUTE_MS;

const recordOf = (name: string): AlarmRecord => {
  const found = HABITS.find(({ record }) => record.name === name);
  if (!found) throw new Error(`the sample has no alarm ${name}`);
  return found.record;
};

const outageChanges = (): ChangeRecord[] =>
  OUTAGES.flatMap((at) =>
    SHAKEN.flatMap((name, index) => {
      const record = recordOf(name);
      const value = (record.threshold ?? 1) * 3;
      return [
        changed(record, 'ALARM', 'OK', at + index * 40_000, value),
        changed(record, 'OK', 'ALARM', at + 22 * MINUTE_MS + index * 15_000, value / 9),
      ];
    }),
  );

const stormChanges = (): ChangeRecord[] =>
  [1, 2, 4, 5, 6].flatMap((index) =>
    [`web-${index} cpu`, `web-${index} memory`].flatMap((name) => {
      const record = recordOf(name);
      return [
        changed(record, 'INSUFFICIENT_DATA', 'OK', STORM + 5 * MINUTE_MS, 0),
        changed(record, 'ALARM', 'INSUFFICIENT_DATA', STORM_RINGS, 97),
        changed(record, 'OK', 'ALARM', STORM + (40 + 3 * index) * MINUTE_MS, 20),
      ];
    }),
  );

/** After a night without reports each counter is without data, and back again in the morning. */
const dataGaps = (): ChangeRecord[] =>
  Array.from({ length: 13 }, (_, day) => FROM + day * DAY_MS + 17 * HOUR_MS).flatMap((night) =>
    ['mail queue age', 'orders an hour', 'shop targets'].flatMap((name) => [
      changed(recordOf(name), 'INSUFFICIENT_DATA', 'OK', night, 0),
      changed(recordOf(name), 'OK', 'INSUFFICIENT_DATA', night + 5 * HOUR_MS, 0),
    ]),
  );

/** What nobody has looked at yet. */
const open = (): ChangeRecord => changed(recordOf('orders dead letters'), 'ALARM', 'OK', TO - 9 * HOUR_MS, 4);

/** The state of each alarm is that of its last change. */
const asLeft = (record: AlarmRecord, changes: ChangeRecord[]): AlarmRecord => {
  const last = changes.findLast(({ alarm }) => alarm === record.name);
  return last ? { ...record, state: last.to, stateChangedAt: last.at } : record;
};

export function sampleReading(): Reading {
  const random = chance(7);
  const changes = [
    ...HABITS.flatMap((one) => habitChanges(one, random)),
    ...outageChanges(),
    ...stormChanges(),
    ...dataGaps(),
    open(),
  ].sort((one, next) => one.at.localeCompare(next.at));
  return readingOf(
    HABITS.map(({ record }) => asLeft(record, changes)),
    changes,
    { from: iso(FROM), to: iso(TO), unread: 2 },
  );
}
